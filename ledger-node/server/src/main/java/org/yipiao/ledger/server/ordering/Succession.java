package org.yipiao.ledger.server.ordering;

import java.util.Optional;

/** What says when an engine's time is over, and makes the one that follows it. */
public interface Succession extends AutoCloseable {

  /**
   * The engine that takes up what lies in its directory, not started.
   *
   * @throws EngineNotDueException when none may run yet, or none any more
   */
  OrderingEngine next();

  /**
   * Whether an engine that has stopped for a change of validators may end, because so many have
   * stopped that the others need not be told by it. To be repeated; may take some seconds.
   */
  boolean mayEnd();

  /**
   * Whether the others have stopped where this engine did not, and a quorum holds the state: it
   * cannot reach them any more. So many may depend on this node for that quorum that it takes the
   * state meanwhile, beside the engine and without a consequence for it. To be repeated while it
   * does not order; may take some seconds.
   */
  boolean missed();

  /** The number of the epoch whose validators the engine has. */
  long epoch();

  /** See {@link OrderingEngine#damage}. */
  default Optional<String> damage() {
    return Optional.empty();
  }

  /** See {@link OrderingEngine#stop}. */
  Optional<byte[]> stop();

  /** See {@link OrderingEngine#stopState}. */
  Optional<byte[]> stopState();

  /** Asks nobody any more: what is being asked ends at once, as if nobody had answered. */
  @Override
  void close();
}
