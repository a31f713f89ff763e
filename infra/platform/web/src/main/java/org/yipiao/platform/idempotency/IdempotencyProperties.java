package org.yipiao.platform.idempotency;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How answers to requests with an {@code Idempotency-Key} are kept.
 *
 * @param retention how long an answer can be had again
 * @param inFlightLease after this a request whose first attempt vanished may be tried again
 * @param sweepInterval how often what is past its retention is removed
 * @param maxKeyLength longest key
 * @param maxAnswerBytes largest answer that is stored; of a larger one status and Location alone,
 *     and a handler whose rows are stored with it fails
 */
@Validated
@ConfigurationProperties("yipiao.idempotency")
public record IdempotencyProperties(
    @NotNull @DefaultValue("48h") Duration retention,
    @NotNull @DefaultValue("20s") Duration inFlightLease,
    @NotNull @DefaultValue("10m") Duration sweepInterval,
    @Min(16) @Max(100) @DefaultValue("100") int maxKeyLength,
    @Min(1024) @Max(4_194_304) @DefaultValue("262144") int maxAnswerBytes) {}
