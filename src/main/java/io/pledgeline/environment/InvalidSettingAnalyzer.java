package io.pledgeline.environment;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Ends a failed start with one sentence about the setting instead of a stack trace. */
// First of all analyzers: Spring Boot's own would print the value that was rejected.
@Order(Ordered.HIGHEST_PRECEDENCE)
class InvalidSettingAnalyzer extends AbstractFailureAnalyzer<InvalidSetting> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidSetting cause) {
        return new FailureAnalysis(
                cause.getMessage(), "Set the environment variable " + cause.variable() + " and start again.", cause);
    }
}
