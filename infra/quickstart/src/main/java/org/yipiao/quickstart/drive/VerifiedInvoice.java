package org.yipiao.quickstart.drive;

import java.time.Duration;
import java.time.Instant;
import org.yipiao.platform.id.InvoiceId;

/**
 * An invoice whose bundle the reporter itself has verified.
 *
 * @param bundle the bundle's exact text
 * @param handedIn when the message went to the gateway
 * @param acceptedByNode when a ledger node answered for the transaction
 * @param verifiedAt when the reporter held the verified proof
 */
public record VerifiedInvoice(
    InvoiceId id, String bundle, Instant handedIn, Instant acceptedByNode, Instant verifiedAt) {

  public long finalityMillis() {
    return Math.max(0, Duration.between(acceptedByNode, verifiedAt).toMillis());
  }

  public long issueMillis() {
    return Duration.between(handedIn, verifiedAt).toMillis();
  }
}
