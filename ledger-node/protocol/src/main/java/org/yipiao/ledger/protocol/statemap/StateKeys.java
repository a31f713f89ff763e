package org.yipiao.ledger.protocol.statemap;

import java.nio.ByteBuffer;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;

/** Keys of rows that members ask proofs for: the table's byte, then the table's own key. */
public final class StateKeys {

  private static final byte INVOICE = 2;
  private static final byte CLAIM = 3;

  private StateKeys() {}

  /** {@code 2(1) invoice id(8)}; its row is read by {@link InvoiceState}. */
  public static byte[] invoice(InvoiceId invoice) {
    return ByteBuffer.allocate(9).put(INVOICE).putLong(invoice.value()).array();
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
