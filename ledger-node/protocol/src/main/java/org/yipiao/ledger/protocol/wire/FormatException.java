package org.yipiao.ledger.protocol.wire;

/**
 * Bytes or text that are not exactly what their format fixes; the message names the first fault.
 */
public final class FormatException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public FormatException(String message) {
    super(message);
  }

  public FormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
