package org.yipiao.bff.progress;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    // However many signals come while it writes, one more look is enough.
    var signal = new Semaphore(0);
    var over = new AtomicBoolean();
    Runnable end =
        () -> {
          over.set(true);
          signal.release();
        };
    stream.whenLeft(end);
    try (var _ = signals.toClaim(claimId, signal::release);
        var _ = who.whenSignedOut(end)) {
      int told = tell(stream, first, after);
      boolean ended = end(stream, first);
      long beat = System.nanoTime() + settings.heartbeat().toNanos();
      // An event may have come before this stream listened for it.
      long look = beat;
      while (!ended) {
        long wait = Math.min(beat, look) - System.nanoTime();
        boolean woken = signal.tryAcquire(wait, TimeUnit.NANOSECONDS);
        if (over.get() || signals.isClosing()) {
          return;
        }
        if (woken || System.nanoTime() - look >= 0) {
          signal.drainPermits();
          look = System.nanoTime() + untilNextLook().toNanos();
          var claim = look(who, claimId);
          if (claim != null) {
            told = tell(stream, claim, told);
            ended = end(stream, claim);
          }
        }
        if (System.nanoTime() - beat >= 0) {
          if (!who.isStillSignedIn()) {
            return;
          }
          stream.heartbeat();
          slot.renew();
          beat = System.nanoTime() + settings.heartbeat().toNanos();
        }
      }
    }
  }

  /** Up to a third longer than it is set to, so that streams that began together part. */
  private Duration untilNextLook() {
    var poll = signals.isHearing() ? settings.poll() : settings.pollWithoutEvents();
    return poll.plusMillis(ThreadLocalRandom.current().nextLong(poll.toMillis() / 3 + 1));
  }

  /** Nothing while claims-service does not answer: the next look tells what this one could not. */
  private @Nullable ClaimView look(SignedIn who, String claimId) {
    try {
      return claims.now(who, claimId);
    } catch (UpstreamUnavailableException | AnswersFullException e) {
      return null;
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
