package org.yipiao.sandbox.messages;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The sandbox's gateway for short messages.
 *
 * @param maxKept most messages kept, in memory, and as many that came in; of more the oldest go
 */
@Validated
@ConfigurationProperties("yipiao.sandbox.messages")
public record MessageProperties(@Min(1) @Max(10_000) @DefaultValue("1000") int maxKept) {}
