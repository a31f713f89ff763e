package org.yipiao.gateway.spool;

import java.util.List;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * What a business number stands for, for ever.
 *
 * @param sequence the place of its document in this spool
 * @param fingerprint SHA-256 of each of its parts, which tell the same bill from another
 */
public record StoredBill(long sequence, List<Digest> fingerprint, IssuedInvoice invoice) {

  public StoredBill {
    fingerprint = List.copyOf(fingerprint);
  }
}
