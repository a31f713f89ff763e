package org.yipiao.claims.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A claim entered a state; published on {@value #TOPIC} with the claim id as key, at least once, in
 * order for each claim.
 *
 * @param sequence 1 for the first event of the claim, without gaps
 * @param personId the insured, 64 hexadecimal characters; null in events from before it was told
 */
public record ClaimChanged(
    String claimId,
    String payer,
    String invoiceId,
    int sequence,
    String status,
    String cause,
    @Nullable Long amountFen,
    Instant at,
    @Nullable String personId) {

  public static final String TOPIC = "claim.events.v1";
}
