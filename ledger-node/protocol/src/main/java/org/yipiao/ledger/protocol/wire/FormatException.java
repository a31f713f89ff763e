package org.yipiao.ledger.protocol.wire;

import org.jspecify.annotations.Nullable;
import org.yipiao.platform.reason.Reason;
import org.yipiao.platform.reason.ReasonCode;

/**
 * Bytes or text that are not exactly what their format fixes; the message names the first fault.
 */
public final class FormatException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable Reason reason;

  public FormatException(String message) {
    super(message);
    this.reason = null;
  }

  public FormatException(String message, Throwable cause) {
    super(message, cause);
    this.reason = null;
  }

  /** A fault that whoever gave the bytes is told in their language. */
  public FormatException(ReasonCode fault, Object... parameters) {
    this.reason = Reason.of(fault, parameters);
  }

  /** What whoever gave the bytes is told: the fault, where it has a name. */
  public Reason reason() {
    return reason == null ? Reason.of(WireFault.OTHER) : reason;
  }

  /** Made when asked for: hostile bytes are refused far more often than anybody reads why. */
  @Override
  public String getMessage() {
    return reason == null ? String.valueOf(super.getMessage()) : reason.toString();
  }
}
