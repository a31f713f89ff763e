package org.yipiao.bff.progress;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yipiao.bff.claim.Claims;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.bff.upstream.AnswersFullException;
import org.yipiao.bff.upstream.UpstreamUnavailableException;
import org.yipiao.claims.api.ClaimView;

/**
 * Tells the steps of one claim. They come from the claim's timeline as claims-service has it, read
 * again at each signal and besides every so often, more often while no signals can come: one that
 * is lost delays a step and skips none.
 */
final class ClaimStream {

  /**
   * One step.
   *
   * @param n its position in the timeline, from 1
   * @param statusText one sentence about the state the claim is in now; null for a step before it
   * @param amountFen what is or will be paid; null for a step before the last
   * @param ended whether the claim will not move any more by itself
   */
  record Step(
      int n,
      String state,
      Instant at,
      String cause,
      @Nullable String statusText,
      @Nullable Long amountFen,
      boolean ended) {}

  private final Claims claims;
  private final Signals signals;
  private final BffProperties.Progress settings;

  ClaimStream(Claims claims, Signals signals, BffProperties.Progress settings) {
    this.claims = claims;
    this.signals = signals;
    this.settings = settings;
  }

  /**
   * Runs until the claim has ended, the session has, or the browser has gone.
   *
   * @param after the last step that the page has seen
   */
  void run(
      SignedIn who,
      String claimId,
      int after,
      ClaimView first,
      StreamSlots.Slot slot,
      EventStream stream)
      throws IOException, InterruptedException {
    var bell = new Bell();
    stream.whenLeft(bell::end);
    try (var _ = signals.toClaim(claimId, bell::ring);
        var _ = who.whenSignedOut(bell::end)) {
      int told = tell(stream, first, after);
      boolean ended = end(stream, first);
      long beat = System.nanoTime() + settings.heartbeat().toNanos();
      // An event may have come before this stream listened for it.
      long look = beat;
      while (!ended) {
        boolean rung = bell.await(Math.min(beat, look) - System.nanoTime());
        if (bell.isOver() || signals.isClosing()) {
          return;
        }
        if (rung || System.nanoTime() - look >= 0) {
          look = System.nanoTime() + untilNextLook().toNanos();
          var claim = look(who, claimId).orElse(first);
          told = tell(stream, claim, told);
          ended = end(stream, claim);
        }
        if (System.nanoTime() - beat >= 0) {
          if (!stream.beat(who, slot)) {
            return;
          }
          beat = System.nanoTime() + settings.heartbeat().toNanos();
        }
      }
    }
  }

  /** What wakes a stream. However often it rings while the stream writes, one look is enough. */
  private static final class Bell {

    private final Semaphore rung = new Semaphore(0);
    private volatile boolean over;

    void ring() {
      rung.release();
    }

    void end() {
      over = true;
      ring();
    }

    boolean isOver() {
      return over;
    }

    boolean await(long nanos) throws InterruptedException {
      boolean now = rung.tryAcquire(nanos, TimeUnit.NANOSECONDS);
      rung.drainPermits();
      return now;
    }
  }

  /** Up to a third longer than it is set to, so that streams that began together part. */
  private Duration untilNextLook() {
    var poll = signals.isHearing() ? settings.poll() : settings.pollWithoutEvents();
    return poll.plusMillis(ThreadLocalRandom.current().nextLong(poll.toMillis() / 3 + 1));
  }

  /** Nothing while claims-service does not answer: the next look tells what this one could not. */
  private Optional<ClaimView> look(SignedIn who, String claimId) {
    try {
      return Optional.of(claims.now(who, claimId));
    } catch (UpstreamUnavailableException | AnswersFullException e) {
      return Optional.empty();
    }
  }

  private static int tell(EventStream stream, ClaimView claim, int after) throws IOException {
    int steps = claim.timeline().size();
    for (int n = after + 1; n <= steps; n++) {
      var entry = claim.timeline().get(n - 1);
      boolean last = n == steps;
      stream.send(
          n,
          "step",
          new Step(
              n,
              entry.state(),
              entry.at(),
              entry.cause(),
              last ? claim.statusText() : null,
              last ? claim.amountFen() : null,
              last && claim.ended()));
    }
    return Math.max(after, steps);
  }

  private static boolean end(EventStream stream, ClaimView claim) throws IOException {
    if (claim.ended()) {
      stream.send(null, "end", Map.of("status", claim.status()));
    }
    return claim.ended();
  }
}
