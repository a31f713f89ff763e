package org.yipiao.sandbox.bank;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The sandbox bank.
 *
 * @param directory where its journal lies; made if absent
 * @param maxTransfers most transfers of one message
 */
@Validated
@ConfigurationProperties("yipiao.sandbox.bank")
public record BankProperties(
    @NotBlank String directory, @Min(1) @Max(1_000) @DefaultValue("100") int maxTransfers) {}
