package org.yipiao.authorization.signin;

import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.platform.telemetry.TraceContext;

/**
 * Finds out whose phone it is and sends the code, beside the request that asked for it: how long
 * that takes, and whether anything is sent, does not show in the answer.
 */
final class CodeDelivery {

  private static final Logger LOG = LoggerFactory.getLogger(CodeDelivery.class);

  /** More at once would only wait for the services behind. */
  private static final int MOST_AT_ONCE = 64;

  private final OneTimeCodes codes;
  private final Subjects subjects;
  private final CodeSender messages;
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);

  CodeDelivery(OneTimeCodes codes, Subjects subjects, CodeSender messages) {
    this.codes = codes;
    this.subjects = subjects;
    this.messages = messages;
  }

  /** Whether there is room for one more; then {@link #begin} has to follow. */
  boolean reserve() {
    return room.tryAcquire();
  }

  /** Gives back what was reserved and is not needed. */
  void release() {
    room.release();
  }

  /**
   * Sends, if the phone is somebody's.
   *
   * @param kind among whom it is looked for
   * @param text the message with a code
   */
  void begin(
      SignsIn kind, PhoneNumber phone, OneTimeCodes.Opened opened, UnaryOperator<String> text) {
    Thread.ofVirtual()
        .name("code-delivery")
        .start(
            TraceContext.carrying(() -> {
              try {
                deliver(kind, phone, opened, text);
              } catch (RuntimeException e) {
                // Its message may quote what was sent.
                LOG.warn("a code could not be sent: {}", e.getClass().getSimpleName());
              } finally {
                room.release();
              }
            }));
  }

  private void deliver(
      SignsIn kind, PhoneNumber phone, OneTimeCodes.Opened opened, UnaryOperator<String> text) {
    var subject = subjects.find(kind, phone);
    if (subject.isPresent()) {
      codes.assign(opened.challenge(), subject.get());
      messages.send(phone, text.apply(opened.code()));
    }
  }
}
