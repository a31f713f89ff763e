package org.yipiao.invoice.server.invoice;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.yipiao.invoice.api.InvoiceState;
import org.yipiao.invoice.api.InvoiceStatus;
import org.yipiao.invoice.server.Micros;
import org.yipiao.platform.id.InvoiceId;

/**
 * An invoice's row without its sealed content.
 *
 * @param traceparent of the message it came with
 */
@SuppressWarnings("ArrayRecordComponent") // a row, compared nowhere
public record StoredInvoice(
    long invoiceId,
    String tenant,
    int member,
    @Nullable String personId,
    String keyRef,
    String documentType,
    long totalFen,
    long claimableFen,
    long issuedSeconds,
    byte[] commitment,
    InvoiceState state,
    long ledgerId,
    int operationIndex,
    @Nullable String outcome,
    @Nullable Integer outcomeCode,
    long receivedMicros,
    @Nullable Long acceptedMicros,
    @Nullable Long finalMicros,
    @Nullable String traceparent) {

  public InvoiceId id() {
    return new InvoiceId(invoiceId);
  }

  /** What callers see of it. */
  public InvoiceStatus status() {
    return new InvoiceStatus(
        id().toString(),
        state,
        tenant,
        member,
        personId != null,
        HexFormat.of().formatHex(commitment),
        documentType,
        totalFen,
        claimableFen,
        java.time.Instant.ofEpochSecond(issuedSeconds),
        Micros.toInstant(receivedMicros),
        Micros.toInstantOrNull(acceptedMicros),
        Micros.toInstantOrNull(finalMicros),
        outcome,
        traceparent);
  }
}
