package org.yipiao.claims.server.payout;

import java.time.Instant;
import java.time.LocalDate;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.money.Money;

/**
 * One payment of a claim.
 *
 * @param messageId of the message, for ever the same for this claim
 * @param claim the end-to-end identification
 * @param executionDate the day on which it is to be executed
 * @param creditorAccount the person's account; personal
 */
public record Payment(
    String messageId,
    ClaimId claim,
    Instant createdAt,
    LocalDate executionDate,
    String debtorName,
    String debtorAccount,
    String creditorAccount,
    Money amount) {

  /** Shows no account. */
  @Override
  public String toString() {
    return "Payment[" + claim + ", " + amount + "]";
  }
}
