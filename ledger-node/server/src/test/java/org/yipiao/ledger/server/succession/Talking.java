package org.yipiao.ledger.server.succession;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.server.transfer.AnswerRoom;
import org.yipiao.ledger.server.transfer.Peer;

/** A peer that says what it is told to. */
class Talking implements Peer {

  private final String name;
  private final List<Long> askedFrom = Collections.synchronizedList(new ArrayList<>());
  private volatile Optional<byte[]> stop = Optional.empty();
  private volatile Optional<byte[]> state = Optional.empty();
  private volatile List<EpochChange> changes = List.of();
  private volatile Duration takes = Duration.ZERO;

  Talking(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<BlockPage> blocks(long fromHeight, int limit, AnswerRoom.Share share) {
    return Optional.empty();
  }

  @Override
  public Optional<RoundPage> rounds(long upTo, int limit, AnswerRoom.Share share) {
    return Optional.empty();
  }

  /** One of a page. */
  @Override
  public Optional<List<EpochChange>> epochs(long from) {
    askedFrom.add(from);
    List<EpochChange> all = changes;
    return Optional.of(from > all.size() ? List.of() : List.of(all.get((int) from - 1)));
  }

  @Override
  public Optional<byte[]> stop() {
    LockSupport.parkNanos(takes.toNanos());
    return Thread.currentThread().isInterrupted() ? Optional.empty() : stop;
  }

  @Override
  public Optional<byte[]> stopState() {
    return state;
  }

  @Override
  public Optional<String> checkpoint() {
    return Optional.empty();
  }

  /** Time that passes before it says anything of a stop. */
  void takes(Duration time) {
    takes = time;
  }

  void says(StopProof proof) {
    stop = Optional.of(proof.encode());
  }

  void says(byte[] bytes) {
    stop = Optional.of(bytes);
  }

  void gives(StateRecords records) {
    state = Optional.of(records.encode());
  }

  void gives(byte[] bytes) {
    state = Optional.of(bytes);
  }

  /** What it has to tell of epochs. */
  void shows(EpochChange... all) {
    changes = List.of(all);
  }

  /** Nobody can reach it. */
  void isSilent() {
    stop = Optional.empty();
    state = Optional.empty();
  }

  /** From which epochs on it was asked. */
  List<Long> askedFrom() {
    return List.copyOf(askedFrom);
  }
}
