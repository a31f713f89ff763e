package org.yipiao.cli;

import java.io.Serial;
import org.yipiao.platform.reason.Reason;

/** A step of a change is not taken; the message is the English of why. */
final class ChangeRefusal extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final ExitCode exit;
  private final transient Reason reason;

  private ChangeRefusal(ExitCode exit, Reason reason) {
    super(reason.toString());
    this.exit = exit;
    this.reason = reason;
  }

  /** It can be read and is not done. */
  static ChangeRefusal of(ChangeText text, Object... parameters) {
    return of(Reason.of(text, parameters));
  }

  /** It can be read and is not done. */
  static ChangeRefusal of(Reason reason) {
    return new ChangeRefusal(ExitCode.FAILED, reason);
  }

  /** An input cannot be read. */
  static ChangeRefusal unreadable(ChangeText text, Object... parameters) {
    return new ChangeRefusal(ExitCode.UNREADABLE, Reason.of(text, parameters));
  }

  ExitCode exit() {
    return exit;
  }

  Reason reason() {
    return reason;
  }
}
