package io.pledgeline.analysis;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How workbooks are analysed.
 *
 * @param files of a workbook that are looked at
 * @param previewRows rows that are shown as they would be imported
 */
@Validated
@ConfigurationProperties("analysis")
record AnalysisSettings(
        @DefaultValue("100") @Min(1) int files,
        @DefaultValue("50") @Min(1) int previewRows) {}
