package org.yipiao.ledger.server.explorer;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the explorer's page may cost its node.
 *
 * @param streams pages that may follow the checkpoints at once
 * @param streamsPerAddress of them those of one address (IPv6: /64)
 * @param requestsPerMinute requests of one address (IPv6: /64) to the page, its files and its
 *     interface, all together
 * @param searches requests at once that look through the log for an invoice's operations
 */
@Validated
@ConfigurationProperties("yipiao.ledger.explorer")
public record ExplorerProperties(
    @Min(1) @Max(1_000) @DefaultValue("64") int streams,
    @Min(1) @Max(1_000) @DefaultValue("8") int streamsPerAddress,
    @Min(1) @Max(1_000_000) @DefaultValue("600") int requestsPerMinute,
    @Min(1) @Max(64) @DefaultValue("2") int searches) {}
