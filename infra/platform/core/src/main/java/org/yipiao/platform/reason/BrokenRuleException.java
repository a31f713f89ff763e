package org.yipiao.platform.reason;

import java.io.Serial;

/**
 * A value that breaks a rule of its type. The reason names the rule and never the value, so it may
 * be told to whoever sent the value, in whichever language; the message is its English.
 */
public final class BrokenRuleException extends IllegalArgumentException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  public BrokenRuleException(ReasonCode rule, Object... parameters) {
    this.reason = Reason.of(rule, parameters);
  }

  public Reason reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return reason.toString();
  }
}
