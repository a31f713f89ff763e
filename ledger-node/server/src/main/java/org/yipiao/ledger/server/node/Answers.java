package org.yipiao.ledger.server.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.cosigning.Payload;

/**
 * Answers what validators without records ask, each of them at most once a second: of several
 * questions the newest is answered. So a flood of questions makes no flood of answers, which would
 * take the room of everything else that waits to be ordered. Safe for use by several threads.
 */
final class Answers {

  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final IntFunction<Optional<Cosignature>> lastSeen;
  private final InstantSource clock;
  private final Predicate<byte[]> engine;
  private final Map<Integer, Long> waiting = new HashMap<>();
  private final Map<Integer, Instant> lastAnswered = new HashMap<>();

  /**
   * @param lastSeen the last cosignature that was seen of a member
   * @param engine hands a payload to be ordered and says whether it was taken
   */
  Answers(
      IntFunction<Optional<Cosignature>> lastSeen, InstantSource clock, Predicate<byte[]> engine) {
    this.lastSeen = lastSeen;
    this.clock = clock;
    this.engine = engine;
  }

  /** A validator asks; it is answered now or, when it was a moment ago, by {@link #catchUp}. */
  synchronized void asked(int member, long nonce) {
    waiting.put(member, nonce);
    catchUp();
  }

  /** Answers whoever has waited long enough. */
  synchronized void catchUp() {
    if (waiting.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    waiting.entrySet().removeIf(question -> answered(question.getKey(), question.getValue(), now));
  }

  private boolean answered(int member, long nonce, Instant now) {
    Instant last = lastAnswered.get(member);
    // A clock that was set back must not silence anybody.
    if (last != null && !now.isBefore(last) && now.isBefore(last.plus(BETWEEN))) {
      return false;
    }
    var known = lastSeen.apply(member).orElse(null);
    if (!engine.test(new Payload.Answer(nonce, member, known).encode())) {
      return false;
    }
    lastAnswered.put(member, now);
    return true;
  }
}
