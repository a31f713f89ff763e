package org.yipiao.claims.server.claim;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A claim that waits for a person, as the payer's queue shows it.
 *
 * @param cause stable name of what did not fit
 * @param amountFen what the plan has found, or null
 * @param since when it was put to a person
 * @param cameFrom the state in which it was then
 */
public record WaitingClaim(
    String claimId,
    int version,
    long invoiceId,
    String policy,
    @Nullable String cause,
    @Nullable Long amountFen,
    Instant submittedAt,
    Instant since,
    ClaimState cameFrom) {}
