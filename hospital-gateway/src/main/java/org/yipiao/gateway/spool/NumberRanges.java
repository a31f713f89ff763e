package org.yipiao.gateway.spool;

import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.yipiao.gateway.spool.SpoolFiles.Table;

/** The ranges of invoice numbers with what is used of each, by code and first number. */
final class NumberRanges {

  private final SpoolFiles files;
  private final Rows rows;

  NumberRanges(SpoolFiles files, Rows rows) {
    this.files = files;
    this.rows = rows;
  }

  List<NumberRange> all() {
    return rows.all(Table.RANGES, (place, value) -> Records.range(value));
  }

  void put(WriteBatch batch, List<NumberRange> ranges) throws RocksDBException {
    for (NumberRange range : ranges) {
      files.put(batch, Table.RANGES, Records.key(range), Records.write(range));
    }
  }
}
