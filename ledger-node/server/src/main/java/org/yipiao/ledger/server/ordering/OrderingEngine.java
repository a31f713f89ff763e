package org.yipiao.ledger.server.ordering;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Puts opaque payloads of all validators into one order on which every honest validator agrees.
 *
 * <p>The engine promises order and nothing else. A payload that was submitted but is in no ordered
 * round yet is lost when the process ends, and may very rarely be ordered twice: whoever submits
 * keeps it until it has seen it in a round, submits it again after a restart, and drops duplicates
 * by an identifier of its own.
 */
public interface OrderingEngine extends AutoCloseable {

  /** The largest payload in bytes that is ordered. */
  int MAX_PAYLOAD_BYTES = 131_072;

  /** The largest payload in bytes that goes before others. */
  int MAX_FIRST_BYTES = 4_096;

  /**
   * Starts the engine and the delivery of rounds; returns once delivery has begun, which may be
   * long before the engine is {@link EngineStatus#ACTIVE}. To be called once.
   *
   * @throws IllegalStateException when it was started or closed before, or cannot start; the
   *     message names the cause
   */
  void start(OrderingListener listener);

  /**
   * Hands over a payload to be ordered. Never blocks.
   *
   * @param payload 1 to {@link #MAX_PAYLOAD_BYTES} bytes, not to be changed afterwards
   * @return whether it was taken; {@code false} when the bounded queue is full or the engine is not
   *     running
   * @throws IllegalArgumentException when the payload is empty or too large
   */
  boolean submit(byte[] payload);

  /**
   * Hands over a payload for which room is reserved and which goes before all that {@link #submit}
   * took: for the few and small ones without which nothing becomes final. When even that room is
   * full, the oldest in it gives way.
   *
   * @param payload 1 to {@link #MAX_PAYLOAD_BYTES} bytes, not to be changed afterwards; one above
   *     {@link #MAX_FIRST_BYTES} waits like any other
   * @return whether it was taken
   * @throws IllegalArgumentException when the payload is empty or too large
   */
  default boolean submitFirst(byte[] payload) {
    return submit(payload);
  }

  /** What the engine is doing now. */
  EngineStatus status();

  /**
   * Why an engine does not run.
   *
   * @param why for whoever runs the node
   * @param diskFull whether the disk did not take what it wrote
   */
  record Trouble(String why, boolean diskFull) {}

  /** What was damaged of what it begins with, which it goes on without; empty when nothing was. */
  default Optional<String> damage() {
    return Optional.empty();
  }

  /** Why no engine may run now, or why it has failed; empty otherwise. */
  default Optional<Trouble> trouble() {
    return Optional.empty();
  }

  /**
   * How long the engine has been unable to keep up with what it is given; zero when it is well. New
   * work should be refused above one second.
   */
  Duration unhealthyFor();

  /**
   * The epoch of the validators that it has; {@link Long#MAX_VALUE} for an engine whose validators
   * do not change. It learns of the next one by a payload that proves it.
   */
  default long epoch() {
    return Long.MAX_VALUE;
  }

  /** What tells others of the last stop for a change of validators, if there was one. */
  default Optional<byte[]> stop() {
    return Optional.empty();
  }

  /** The state of that stop, if it is held here, whether it is proven or not. */
  default Optional<byte[]> stopState() {
    return Optional.empty();
  }

  /** The member numbers of all validators, this one's among them. */
  SortedSet<Integer> validators();

  /**
   * For how long another validator's engine has not been heard, though this one listened; zero for
   * one that is heard, and for whoever is none of the others. It tells who is missing where no
   * round, and so no block, is made without them.
   */
  default Duration silent(int member) {
    return Duration.ZERO;
  }

  /**
   * Permits the engine to rest. While it rests it may make no rounds, so consensus time stands
   * still. It wakes by itself on the next {@link #submit} here, on the next payload seen from
   * another validator and when a peer needs rounds to get going, and rests again only after another
   * call with {@code true}: so call it every 100 ms or so while there is nothing to do. It does not
   * rest, whatever is said, while a payload it knows of waits for its round.
   *
   * @param idle {@code true} only while nothing waits for a round: nothing pending, the last block
   *     final and no expiry due
   */
  void idle(boolean idle);

  /** Stops the engine; no listener method is called after it returns. Harmless when repeated. */
  @Override
  void close();
}
