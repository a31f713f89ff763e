package org.yipiao.platform.outbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How events leave the database, and how long consumed ones are remembered.
 *
 * @param relayEnabled whether this process publishes
 * @param batchSize most events of one round
 * @param pollInterval how often the table is looked at when nothing wakes the relay
 * @param retryDelay pause after a round that failed
 * @param deliveryTimeout how long Kafka may take to acknowledge an event
 * @param inboxRetention how long a consumed event is known again; longer than the topics keep it
 * @param sweepInterval how often what is past its retention is removed
 */
@Validated
@ConfigurationProperties("yipiao.outbox")
public record OutboxProperties(
    @DefaultValue("true") boolean relayEnabled,
    @Min(1) @Max(10_000) @DefaultValue("500") int batchSize,
    @NotNull @DefaultValue("250ms") Duration pollInterval,
    @NotNull @DefaultValue("1s") Duration retryDelay,
    @NotNull @DefaultValue("15s") Duration deliveryTimeout,
    @NotNull @DefaultValue("15d") Duration inboxRetention,
    @NotNull @DefaultValue("10m") Duration sweepInterval) {}
