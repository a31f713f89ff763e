package org.yipiao.authorization.signin;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.platform.telemetry.TraceContext;

/**
 * Tells owners what was done with their phones. Has places of its own, which nobody fills by asking
 * for codes: a notice takes a message that came from the phone. One that cannot be sent is tried
 * again a few times, and whoever runs the platform learns of one that was given up.
 */
final class Notices {

  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

  /** Between the tries, for a message service that is away for a moment. */
  static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(60));

  static final int PLACES = 256;

  private final CodeSender messages;
  private final List<Duration> pauses;
  private final Semaphore room;

  /**
   * @param places most notices on their way at one time
   */
  Notices(CodeSender messages, List<Duration> pauses, int places) {
    this.messages = messages;
    this.pauses = List.copyOf(pauses);
    this.room = new Semaphore(places);
  }

  /** Sends beside the request. */
  void tell(PhoneNumber phone, String text) {
    if (!room.tryAcquire()) {
      LOG.warn("an owner is not told that a browser was signed in: too many notices wait");
      return;
    }
    Thread.ofVirtual()
        .name("owner-notice")
        .start(
            TraceContext.carrying(() -> {
              try {
                sendWithin(phone, text);
              } finally {
                room.release();
              }
            }));
  }

  private void sendWithin(PhoneNumber phone, String text) {
    for (int failed = 0; ; failed++) {
      try {
        messages.send(phone, text);
        return;
      } catch (RuntimeException e) {
        // Its message may quote what was sent.
        LOG.warn("a notice could not be sent: {}", e.getClass().getSimpleName());
      }
      if (failed == pauses.size() || !waited(pauses.get(failed))) {
        LOG.warn("an owner was not told that a browser was signed in: {} tries", failed + 1);
        return;
      }
    }
  }

  private static boolean waited(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
