package org.yipiao.invoice.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invoice became final. Topic {@link #TOPIC}, keyed by the invoice's id, at least once, JSON.
 *
 * @param version of this shape
 * @param personId absent when the invoice is unlinked; {@link InvoiceLinked} may follow
 * @param acceptedAt by the node's clock
 * @param finalAt when the register held a verified proof
 */
public record InvoiceIssued(
    int version,
    String invoiceId,
    String hospital,
    int member,
    @Nullable String personId,
    String documentType,
    long totalFen,
    long claimableFen,
    Instant issuedAt,
    @Nullable Instant acceptedAt,
    Instant finalAt) {

  public static final String TOPIC = "invoice.events.v1";
  public static final String TYPE = "InvoiceIssued";
  public static final int VERSION = 1;
}
