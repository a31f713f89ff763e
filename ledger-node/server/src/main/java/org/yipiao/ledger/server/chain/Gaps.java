package org.yipiao.ledger.server.chain;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * Where rounds are missing here. A gap reaches from its position down to the next round that is
 * stored or was executed; its order hash is one that the engine, or a round already found to belong
 * there, vouches for. Gaps move down as they are filled from above. Safe for use by several
 * threads; kept on the disk, several positions side by side in ascending order.
 */
public final class Gaps {

  private static final byte[] KEY = Keys.name("gaps");

  private final KeyValueStore store;
  private List<Position> open;

  Gaps(KeyValueStore store) {
    this.store = store;
    byte[] stored = store.get(Family.META, KEY);
    this.open = stored == null ? List.of() : decode(stored);
  }

  /** The lowest one: what is executed next lies below it. */
  public synchronized Optional<Position> lowest() {
    return open.isEmpty() ? Optional.empty() : Optional.of(open.getFirst());
  }

  /** How many there are. */
  public synchronized int count() {
    return open.size();
  }

  /**
   * Opens a gap, unless it is open.
   *
   * @param upTo the last missing round
   */
  public synchronized void add(Position upTo) {
    var next = new ArrayList<>(open);
    next.removeIf(gap -> gap.round() == upTo.round());
    next.add(upTo);
    next.sort(Comparator.comparingLong(Position::round));
    write(next, new WriteSet());
  }

  /** Moves the lowest gap down, because the rounds between were found and are in {@code writes}. */
  public synchronized void lower(Position to, WriteSet writes) {
    var next = new ArrayList<>(open);
    next.set(0, to);
    write(next, writes);
  }

  /** Closes the lowest gap. */
  public synchronized void close(WriteSet writes) {
    write(open.subList(1, open.size()), writes);
  }

  private void write(List<Position> next, WriteSet writes) {
    if (next.isEmpty()) {
      writes.remove(Family.META, KEY);
    } else {
      writes.put(Family.META, KEY, encode(next));
    }
    store.write(writes, Durability.SYNCED);
    open = List.copyOf(next);
  }

  private static byte[] encode(List<Position> gaps) {
    var bytes = ByteBuffer.allocate(gaps.size() * Position.BYTES);
    gaps.forEach(gap -> bytes.put(gap.encode()));
    return bytes.array();
  }

  private static List<Position> decode(byte[] stored) {
    var in = ByteBuffer.wrap(stored);
    List<Position> gaps = new ArrayList<>();
    while (in.hasRemaining()) {
      gaps.add(Position.decode(Bytes.take(in, Position.BYTES)));
    }
    return List.copyOf(gaps);
  }
}
