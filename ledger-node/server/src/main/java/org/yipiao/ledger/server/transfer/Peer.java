package org.yipiao.ledger.server.transfer;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.protocol.epoch.EpochChange;

/** Another validator's node. */
public interface Peer extends AutoCloseable {

  /** The most bytes of what it says of the last stop. */
  int MOST_STOP_BYTES = 4_096;

  /** The most bytes of the engine's state. */
  int MOST_STATE_BYTES = 4 << 20;

  /** A name for logs. */
  String name();

  /**
   * Final blocks from a height on; empty when the peer cannot be asked.
   *
   * @param share of the room for answers, for as long as the page is in use
   */
  Optional<BlockPage> blocks(long fromHeight, int limit, AnswerRoom.Share share);

  /**
   * The same where nobody waits for it. What is cancelled is not asked any more; its share is
   * closed here once nothing is read any more.
   */
  default CompletableFuture<Optional<BlockPage>> blocksLater(
      long fromHeight, int limit, AnswerRoom.Share share) {
    return CompletableFuture.completedFuture(blocks(fromHeight, limit, share));
  }

  /**
   * Rounds that it has, ordered but not all final, the latest first; empty when it cannot be asked.
   *
   * @param upTo the latest round number of interest
   * @param share of the room for answers, for as long as the page is in use
   */
  Optional<RoundPage> rounds(long upTo, int limit, AnswerRoom.Share share);

  /**
   * What proves some of the log's epochs, in their order; empty when it cannot be asked.
   *
   * @param from the first one's number, 1 or more
   * @return none when it knows of no such epoch
   */
  Optional<List<EpochChange>> epochs(long from);

  /** What it says of the engines' last stop; empty when it cannot be asked or knows of none. */
  Optional<byte[]> stop();

  /** The engine's state at that stop, if it holds it; empty when it cannot be asked. */
  Optional<byte[]> stopState();

  /** Its last cosigned checkpoint; empty when it cannot be asked or has none. */
  Optional<String> checkpoint();

  /** What it is being asked ends at once, as if it could not be asked; so does what comes later. */
  @Override
  default void close() {}
}
