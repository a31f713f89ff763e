package org.yipiao.sandbox.bank;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the journal; exactly one of the parts is present.
 *
 * @param ordered a message that was taken
 * @param decided a transfer that was executed or rejected
 * @param instructed a behaviour that was set
 */
record Entry(
    @Nullable Ordered ordered, @Nullable Decided decided, @Nullable Instructed instructed) {

  /**
   * A customer's message.
   *
   * @param traceparent W3C Trace Context it came under; absent in entries of old journals
   */
  record Ordered(
      String tenant,
      String messageId,
      String paymentId,
      String contentHash,
      List<Transfer> transfers,
      Instant at,
      @Nullable String traceparent) {}

  /** The end of a transfer; {@code rejection} is null when it was executed. */
  record Decided(String tenant, String endToEndId, @Nullable String rejection, Instant at) {

    /** ISO 20022, external status reason code "Duplication". */
    private static final String DUPLICATION = "AM05";

    /** How a second copy of the order ends, whatever became of the first. */
    Decided ofSecondCopy() {
      return new Decided(tenant, endToEndId, DUPLICATION, at);
    }
  }

  /** How to treat a transfer, or all others when {@code endToEndId} is null. */
  record Instructed(@Nullable String endToEndId, Behaviour behaviour) {}

  static Entry of(Ordered ordered) {
    return new Entry(ordered, null, null);
  }

  static Entry of(Decided decided) {
    return new Entry(null, decided, null);
  }

  static Entry of(Instructed instructed) {
    return new Entry(null, null, instructed);
  }
}
