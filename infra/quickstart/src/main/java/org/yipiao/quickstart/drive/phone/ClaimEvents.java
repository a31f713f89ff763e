package org.yipiao.quickstart.drive.phone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The open stream of one claim's steps. */
public final class ClaimEvents {

  private final InputStream body;

  ClaimEvents(InputStream body) {
    this.body = body;
  }

  /**
   * Follows it until it is over, breaks off, or the time is up, and closes it.
   *
   * @param last told of each step; says whether to stop
   * @return whether it is over: the claim has ended, or that step has come
   */
  public boolean follow(Predicate<ClaimStep> last, Duration atMost) throws IOException {
    CompletableFuture<Void> end = closing(atMost);
    try (EventStream events = new EventStream(body)) {
      for (Optional<EventStream.Event> event = next(events);
          event.isPresent();
          event = next(events)) {
        if (event.get().name().equals("end")) {
          return true;
        }
        if (event.get().name().equals("step")
            && last.test(ClaimStep.of(PhoneBrowser.parse(event.get().data())))) {
          return true;
        }
      }
      return false;
    } finally {
      end.cancel(false);
    }
  }

  /** A stream that broke off has ended: whoever has time takes it up again. */
  private static Optional<EventStream.Event> next(EventStream events) {
    try {
      return events.next();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** A stream can be silent for longer than anybody waits. */
  private CompletableFuture<Void> closing(Duration after) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            body.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        CompletableFuture.delayedExecutor(Math.max(0, after.toMillis()), TimeUnit.MILLISECONDS));
  }
}
