package org.yipiao.sandbox.identities;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The sandbox's directory of real names.
 *
 * @param maxKept most people it knows, and most corrections it takes; the next is refused
 */
@Validated
@ConfigurationProperties("yipiao.sandbox.identities")
public record IdentityProperties(@Min(1) @Max(100_000) @DefaultValue("100000") int maxKept) {}
