package org.yipiao.gateway.spool;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.yipiao.gateway.spool.SpoolFiles.Table;

/**
 * Puts documents that leave their batch where their progress says, and back to those that wait. A
 * held document has a row in {@code HELD} until it is final or quarantined, so that it is known how
 * often it was put off, and one in {@code DUE} while it is put off.
 */
final class SetAside {

  private static final byte[] NOTHING = new byte[0];

  private final SpoolFiles files;

  SetAside(SpoolFiles files) {
    this.files = files;
  }

  void put(WriteBatch batch, Spool.Resolution resolution) throws RocksDBException {
    long sequence = resolution.sequence();
    byte[] place = Records.key(sequence);
    switch (resolution.progress()) {
      case Progress.Accepted _ -> files.put(batch, Table.WAITING, place, NOTHING);
      case Progress.Held held -> {
        files.put(batch, Table.HELD, place, Records.write(held));
        files.put(batch, Table.DUE, Records.key(held.retryAt(), sequence), NOTHING);
      }
      case Progress.Quarantined refused -> {
        files.put(batch, Table.QUARANTINED, place, Records.write(refused));
        forget(batch, place);
      }
      case Progress.Final done -> {
        files.put(batch, Table.FINAL, place, Records.write(done));
        files.put(batch, Table.FINISHED, Records.key(done.at(), sequence), NOTHING);
        forget(batch, place);
      }
    }
  }

  private void forget(WriteBatch batch, byte[] place) throws RocksDBException {
    if (files.get(Table.HELD, place) != null) {
      files.delete(batch, Table.HELD, place);
    }
  }

  /** Lets the document of a {@code DUE} row wait again; its sequence. */
  long release(WriteBatch batch, byte[] due) throws RocksDBException {
    long sequence = Records.dueSequence(due);
    files.delete(batch, Table.DUE, due);
    files.put(batch, Table.WAITING, Records.key(sequence), NOTHING);
    return sequence;
  }

  /** Lets a quarantined document wait again as if it had never been refused. */
  void pardon(WriteBatch batch, long sequence) throws RocksDBException {
    files.delete(batch, Table.QUARANTINED, Records.key(sequence));
    files.put(batch, Table.WAITING, Records.key(sequence), NOTHING);
  }
}
