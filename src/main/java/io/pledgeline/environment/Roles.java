package io.pledgeline.environment;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Says what this process does.
 *
 * <p>Routes ask the same by {@code {{roles.web}}} and {@code {{roles.worker}}}.
 *
 * @param web serves HTTP
 * @param worker consumes the queues
 */
@ConfigurationProperties("roles")
public record Roles(boolean web, boolean worker) {}
