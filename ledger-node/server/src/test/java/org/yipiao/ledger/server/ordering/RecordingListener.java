package org.yipiao.ledger.server.ordering;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Keeps all that an engine tells, and checks at once that it tells it in order. */
public final class RecordingListener implements OrderingListener {

  /** A payload as it was seen before its order. */
  public record Seen(String payload, int creator) {}

  /** The place from which on, or up to which, rounds are not delivered. */
  public record Mark(long round, String orderHash) {}

  private final TreeMap<Long, OrderedRound> rounds = new TreeMap<>();
  private final List<Seen> seen = new ArrayList<>();
  private final List<Mark> gaps = new ArrayList<>();
  private final List<EngineStatus> statuses = new ArrayList<>();
  private Optional<Mark> resumed = Optional.empty();
  private final Set<Long> savings = new TreeSet<>();
  private long lastRound;
  private long lastTime;
  private boolean closed;

  @Override
  public synchronized void onResume(long lastRound, byte[] orderHash) {
    if (resumed.isPresent() || !rounds.isEmpty()) {
      throw new AssertionError("resumed twice, or after a round");
    }
    resumed = Optional.of(new Mark(lastRound, hex(orderHash)));
    this.lastRound = lastRound;
  }

  @Override
  public synchronized void onRound(OrderedRound round) {
    if (closed) {
      throw new AssertionError("round " + round.number() + " after close");
    }
    if (resumed.isEmpty()
        || round.number() <= lastRound
        || round.consensusTimeNanos() <= lastTime) {
      throw new AssertionError("round " + round.number() + " after " + lastRound);
    }
    lastRound = round.number();
    lastTime = round.consensusTimeNanos();
    rounds.put(round.number(), round);
  }

  @Override
  public synchronized void onSaving() {
    savings.add(lastRound);
  }

  @Override
  public synchronized void onPayloadSeen(byte[] payload, int creatorMember) {
    seen.add(new Seen(hex(payload), creatorMember));
  }

  @Override
  public synchronized void onGap(long lastRound, byte[] orderHash) {
    if (lastRound <= this.lastRound) {
      throw new AssertionError("gap to " + lastRound + " after round " + this.lastRound);
    }
    gaps.add(new Mark(lastRound, hex(orderHash)));
    this.lastRound = lastRound;
  }

  @Override
  public synchronized void onStatus(EngineStatus status) {
    statuses.add(status);
  }

  /** From now on a round is a mistake. */
  public synchronized void close() {
    closed = true;
  }

  public synchronized SortedMap<Long, OrderedRound> rounds() {
    return new TreeMap<>(rounds);
  }

  /** The order hash after a round that was delivered, in hex. */
  public synchronized String orderHash(long round) {
    return hex(Objects.requireNonNull(rounds.get(round)).orderHash());
  }

  public synchronized long lastRound() {
    return lastRound;
  }

  /** The rounds up to which all had to be on the disk. */
  public synchronized Set<Long> savings() {
    return new TreeSet<>(savings);
  }

  public synchronized Mark resumed() {
    return resumed.orElseThrow();
  }

  public synchronized List<Seen> seen() {
    return List.copyOf(seen);
  }

  public synchronized List<Mark> gaps() {
    return List.copyOf(gaps);
  }

  public synchronized List<EngineStatus> statuses() {
    return List.copyOf(statuses);
  }

  /** All ordered payloads, in their order. */
  public synchronized List<String> payloads() {
    return rounds.values().stream()
        .flatMap(round -> round.payloads().stream())
        .map(payload -> hex(payload.bytes()))
        .toList();
  }

  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
