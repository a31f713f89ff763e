package org.yipiao.gateway.spool;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Writes each change as a whole, on disk (fsync) when the method returns. After a write that failed
 * it is unknown what is durable: nothing more is written.
 */
final class SpoolWriter {

  private final SpoolFiles files;
  private volatile boolean failed;

  SpoolWriter(SpoolFiles files) {
    this.files = files;
  }

  /** What is put into one write. */
  interface Filling {
    void fill(WriteBatch batch) throws RocksDBException;
  }

  /**
   * @throws SpoolException when this or an earlier write failed
   */
  void write(Filling filling) {
    if (failed) {
      throw new SpoolException("the spool has failed before");
    }
    try (WriteBatch batch = new WriteBatch()) {
      filling.fill(batch);
      files.writeSynced(batch);
    } catch (RocksDBException e) {
      failed = true;
      throw new SpoolException("the spool cannot be written: " + SpoolFiles.cause(e), e);
    } catch (SpoolException e) {
      failed = true;
      throw e;
    }
  }

  boolean failed() {
    return failed;
  }
}
