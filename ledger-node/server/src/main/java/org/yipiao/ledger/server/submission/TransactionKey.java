package org.yipiao.ledger.server.submission;

import java.nio.ByteBuffer;
import org.slf4j.spi.LoggingEventBuilder;
import org.yipiao.ledger.protocol.transaction.TransactionHeader;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.server.store.Keys;

/** What names a transaction: the member that signed it and the id it chose. */
public record TransactionKey(int member, TransactionId id) {

  /** Of {@link #storeKey}. */
  static final int BYTES = Integer.BYTES + TransactionId.LENGTH;

  public static TransactionKey of(TransactionHeader header) {
    return new TransactionKey(header.member(), header.transactionId());
  }

  /** A log line that has member and id as fields of their own, where lines have fields. */
  public LoggingEventBuilder named(LoggingEventBuilder line) {
    return line.addKeyValue("ledger.member", member).addKeyValue("ledger.transaction", id.value());
  }

  /** The key of its entries in the store. */
  public byte[] storeKey() {
    return Keys.transaction(member, id.bytes());
  }

  static TransactionKey ofStoreKey(byte[] key) {
    var bytes = ByteBuffer.wrap(key);
    int member = bytes.getInt();
    byte[] id = new byte[TransactionId.LENGTH];
    bytes.get(id);
    return new TransactionKey(member, TransactionId.of(id));
  }

  @Override
  public String toString() {
    return member + "/" + id;
  }
}
