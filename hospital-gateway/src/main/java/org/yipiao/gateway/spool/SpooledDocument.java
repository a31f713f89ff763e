package org.yipiao.gateway.spool;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.CheckCode;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/**
 * A signed invoice on its way to the register.
 *
 * @param sequence its place in this spool, ascending in the order of numbering
 * @param document SD-JWT compact with all disclosures
 * @param traceParent W3C trace context of the message it came with; the register takes it over
 */
public record SpooledDocument(
    long sequence,
    InvoiceId invoiceId,
    CheckCode checkCode,
    Digest commitment,
    Money claimable,
    Money total,
    Instant acceptedAt,
    @Nullable String traceParent,
    String document) {

  /** Masked: the document holds personal data. */
  @Override
  public String toString() {
    return "SpooledDocument[" + sequence + ", " + invoiceId + "]";
  }
}
