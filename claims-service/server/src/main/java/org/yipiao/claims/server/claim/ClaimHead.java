package org.yipiao.claims.server.claim;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A claim as its person's list shows it.
 *
 * @param tenant the payer
 */
public record ClaimHead(
    String claimId,
    String tenant,
    long invoiceId,
    String policy,
    ClaimState state,
    Instant submittedAt,
    @Nullable Long amountFen,
    @Nullable Long personShareFen,
    @Nullable String refusalCode,
    @Nullable Long remainingFen) {}
