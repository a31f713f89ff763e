package org.yipiao.bff.progress;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yipiao.bff.claim.Claims;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.bff.upstream.UpstreamUnavailableException;
import org.yipiao.claims.api.ClaimView;

/**
 * Tells the steps of one claim. They come from the claim's timeline as claims-service has it, read
 * again at each signal and every few seconds: a signal that is lost delays a step and skips none.
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
      HttpServletResponse response)
      throws IOException, InterruptedException {
    // However many signals come while it writes, one more look is enough.
    var signal = new Semaphore(0);
    try (var _ = signals.toClaim(claimId, signal::release)) {
      var stream = EventStream.open(response);
      int told = tell(stream, first, after);
      long beat = System.nanoTime();
      boolean ended = end(stream, first);
      while (!ended && !signals.isClosing()) {
        boolean woken =
            signal.tryAcquire(
                Math.min(settings.poll().toNanos(), settings.heartbeat().toNanos()),
                TimeUnit.NANOSECONDS);
        if (woken) {
          signal.drainPermits();
        }
        if (!who.isStillSignedIn()) {
          return;
        }
        var claim = look(who, claimId);
        if (claim != null) {
          told = tell(stream, claim, told);
          ended = end(stream, claim);
        }
        if (Duration.ofNanos(System.nanoTime() - beat).compareTo(settings.heartbeat()) >= 0) {
          stream.heartbeat();
          slot.renew();
          beat = System.nanoTime();
        }
      }
    }
  }

  /** Nothing while claims-service does not answer: the next look tells what this one could not. */
  private @Nullable ClaimView look(SignedIn who, String claimId) {
    try {
      return claims.now(who, claimId);
    } catch (UpstreamUnavailableException e) {
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
