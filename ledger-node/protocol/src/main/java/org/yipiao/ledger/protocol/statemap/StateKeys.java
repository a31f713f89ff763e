package org.yipiao.ledger.protocol.statemap;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;

/** Keys of rows that members ask proofs for: the table's byte, then the table's own key. */
public final class StateKeys {

  private static final byte INVOICE = 2;
  private static final byte CLAIM = 3;
  private static final int INVOICE_BYTES = 1 + Long.BYTES;

  private StateKeys() {}

  /** {@code 2(1) invoice id(8)}; its row is read by {@link InvoiceState}. */
  public static byte[] invoice(InvoiceId invoice) {
    return ByteBuffer.allocate(INVOICE_BYTES).put(INVOICE).putLong(invoice.value()).array();
  }

  /** Whose row a key is that of, where it is that of an invoice. */
  public static Optional<InvoiceId> invoiceOf(byte[] key) {
    if (key.length != INVOICE_BYTES || key[0] != INVOICE) {
      return Optional.empty();
    }
    long id = ByteBuffer.wrap(key, 1, Long.BYTES).getLong();
    return id < 0 || id > InvoiceId.MAX ? Optional.empty() : Optional.of(new InvoiceId(id));
  }

  /** {@code 3(1) invoice id(8) payer(4) claim id(16)}. */
  public static byte[] claim(InvoiceId invoice, int payer, ClaimId claim) {
    return ByteBuffer.allocate(29)
        .put(CLAIM)
        .putLong(invoice.value())
        .putInt(payer)
        .put(claim.bytes())
        .array();
  }
}
