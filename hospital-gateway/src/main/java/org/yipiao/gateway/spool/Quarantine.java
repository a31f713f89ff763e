package org.yipiao.gateway.spool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.yipiao.gateway.spool.SpoolFiles.Table;

/** Documents that are set aside, for a while or until a person looks, and their way back. */
final class Quarantine {

  private static final byte[] NOTHING = new byte[0];

  private final Rows rows;
  private final SpoolWriter writer;
  private final SetAside setAside;
  private final Depths depths;

  Quarantine(Rows rows, SpoolWriter writer, SetAside setAside, Depths depths) {
    this.rows = rows;
    this.writer = writer;
    this.setAside = setAside;
    this.depths = depths;
  }

  /** As {@link Spool#releaseDue}. */
  synchronized List<Long> releaseDue(Instant now, int limit) {
    List<Long> released = new ArrayList<>();
    List<byte[]> due = rows.keys(Table.DUE, NOTHING, Records.key(now.plusSeconds(1), 0), limit);
    if (!due.isEmpty()) {
      writer.write(batch -> {
        for (byte[] row : due) {
          released.add(setAside.release(batch, row));
        }
      });
      depths.released(due.size());
    }
    return released;
  }

  /** As {@link Spool#retry}. */
  synchronized boolean retry(long sequence) {
    return switch (rows.progress(sequence)) {
      case Progress.Quarantined _ -> {
        writer.write(batch -> setAside.pardon(batch, sequence));
        depths.pardoned();
        yield true;
      }
      case Progress.Held held -> {
        byte[] due = Records.key(held.retryAt(), sequence);
        if (rows.get(Table.DUE, due).isPresent()) { // otherwise it is on its way already
          writer.write(batch -> setAside.release(batch, due));
          depths.released(1);
        }
        yield true;
      }
      case Progress.Accepted _, Progress.Final _ -> false;
    };
  }

  /** Quarantined documents, from a sequence on, ascending. */
  List<Spool.Refused> quarantined(long from, int limit) {
    List<Spool.Refused> refused = new ArrayList<>();
    for (byte[] place : rows.keys(Table.QUARANTINED, Records.key(from), null, limit)) {
      rows.get(Table.QUARANTINED, place)
          .map(Records::progress)
          .map(Progress.Quarantined.class::cast)
          .ifPresent(refusal -> refused.add(new Spool.Refused(Records.sequence(place), refusal)));
    }
    return refused;
  }
}
