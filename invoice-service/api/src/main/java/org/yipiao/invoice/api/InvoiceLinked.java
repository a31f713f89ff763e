package org.yipiao.invoice.api;

import java.time.Instant;

/**
 * A final invoice that was unlinked belongs to a person now. Topic {@link InvoiceIssued#TOPIC},
 * keyed by the invoice's id, after its {@link InvoiceIssued}, at least once, JSON.
 *
 * @param version of this shape
 * @param hospital the tenant that issued it
 */
public record InvoiceLinked(
    int version, String invoiceId, String hospital, String personId, Instant linkedAt) {

  public static final String TYPE = "InvoiceLinked";
  public static final int VERSION = 1;
}
