package org.yipiao.sandbox.bank;

import org.jspecify.annotations.Nullable;
import org.yipiao.platform.reason.BrokenRuleException;

/**
 * How the bank treats a transfer.
 *
 * @param mode what it does
 * @param millis for DELAY: how long it takes
 * @param code for REJECT: ISO 20022 external status reason code, such as {@code AC04}
 */
record Behaviour(Mode mode, long millis, @Nullable String code) {

  /** What the bank does. */
  enum Mode {
    /** Executes at once. */
    SETTLE,
    /** Executes after some time. */
    DELAY,
    /** Refuses. */
    REJECT,
    /** Takes the order and says nothing until told otherwise. */
    SILENT,
    /** Executes at once and then reports every time with a new report. */
    TWICE,
    /**
     * Executes at once, denies to have the order until it comes once more, and then rejects that
     * second copy under the name of both.
     */
    DUPLICATE
  }

  private static final long MAX_MILLIS = 86_400_000;

  static final Behaviour DEFAULT = new Behaviour(Mode.SETTLE, 0, null);

  Behaviour {
    if (millis < 0 || millis > MAX_MILLIS) {
      throw new BrokenRuleException(BankReason.MILLIS_OUT_OF_RANGE, MAX_MILLIS);
    }
    if (mode == Mode.REJECT && (code == null || !code.matches("[A-Z0-9]{4}"))) {
      throw new BrokenRuleException(BankReason.CODE_MISSING);
    }
  }
}
