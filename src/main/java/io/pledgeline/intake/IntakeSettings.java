package io.pledgeline.intake;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How files are taken in.
 *
 * @param maxSize largest file
 * @param partSize bytes that go to the object store at a time; S3 takes 5 MB to 5 GB and 10,000 parts
 * @param bufferBudget bytes of heap that the parts of all uploads share; beyond it a part waits in a temporary file
 * @param lease how long an upload may stand still before it is undone
 */
@Validated
@ConfigurationProperties("intake")
record IntakeSettings(
        @DefaultValue("50GB") @NotNull DataSize maxSize,
        @DefaultValue("8MB") @NotNull DataSize partSize,
        @DefaultValue("64MB") @NotNull DataSize bufferBudget,
        @DefaultValue("2m") @NotNull Duration lease) {}
