package org.yipiao.ledger.server.statemap;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.yipiao.ledger.contract.state.map.MapProofs;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.statemap.MapProof;
import org.yipiao.ledger.protocol.statemap.StateProof;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.chain.StoredRows;

/**
 * Proves rows as of the last block that was executed here, once that is final: the map of an
 * earlier block is kept nowhere, so what was read waits in memory for its checkpoint. Safe for use
 * by several threads.
 */
public final class StateProver {

  /** So many at most wait at once, each holding one proof of some kilobytes. */
  static final int AT_ONCE = 64;

  private final Chain chain;
  private final Waiting waiting;
  private final Duration longestWait;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * @param longestWait for the checkpoint of the block that was read
   */
  public StateProver(Chain chain, Waiting waiting, Duration longestWait) {
    this.chain = chain;
    this.waiting = waiting;
    this.longestWait = longestWait;
  }

  /** Waits for the chain to move until something is so; whether it was, within the time. */
  @FunctionalInterface
  public interface Waiting {
    boolean until(BooleanSupplier condition, Duration atMost) throws InterruptedException;
  }

  /** What comes of asking for a proof. */
  public sealed interface Answer {

    /** The proof. */
    record Proven(StateProof proof) implements Answer {}

    /** The contract's version at the last block keeps no map. */
    record NoMap() implements Answer {}

    /** The last block did not become final within the time. */
    record NotFinal() implements Answer {}

    /** Too many wait already. */
    record Busy() implements Answer {}
  }

  /** What the map says of a key, at a block that ends a log of that size. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes; never compared by equals
  private record Read(MapProof proof, byte[] headerLeaf, long size) {}

  /** Proves the row of a key, or that it has none. */
  public Answer prove(byte[] key) throws InterruptedException {
    if (!places.tryAcquire()) {
      return new Answer.Busy();
    }
    try {
      var read = read(key);
      if (read.isEmpty()) {
        return new Answer.NoMap();
      }
      long size = read.get().size();
      if (!waiting.until(() -> chain.finalSize() >= size, longestWait)) {
        return new Answer.NotFinal();
      }
      return chain
          .checkpointCovering(size)
          .<Answer>map(checkpoint -> new Answer.Proven(proof(read.get(), checkpoint)))
          .orElseGet(Answer.NotFinal::new);
    } finally {
      places.release();
    }
  }

  private Optional<Read> read(byte[] key) {
    return chain.readState(head -> {
      long size = head.tree().size();
      return MapProofs.of(StoredNodes.of(chain.store()), new StoredRows(chain.store()), key)
          .map(proof -> new Read(proof, chain.leaves(size - 1, 1).getFirst(), size));
    });
  }

  private StateProof proof(Read read, FinalCheckpoint checkpoint) {
    long index = read.size() - 1;
    var inclusion = chain.log().inclusionProof(index, checkpoint.size());
    return new StateProof(
        read.proof(), read.headerLeaf(), new TlogProof(index, inclusion.path(), checkpoint.note()));
  }
}
