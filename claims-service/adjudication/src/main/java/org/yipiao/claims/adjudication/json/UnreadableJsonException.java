package org.yipiao.claims.adjudication.json;

import org.yipiao.platform.reason.Reason;

/**
 * A text that is not what its reader takes. Names the field and the rule, never the content; the
 * message is its English.
 */
public final class UnreadableJsonException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String pointer;
  private final transient Reason reason;

  public UnreadableJsonException(String pointer, Reason reason) {
    super((pointer.isEmpty() ? "document" : pointer) + ": " + reason);
    this.pointer = pointer;
    this.reason = reason;
  }

  /** Where, as a JSON pointer (RFC 6901); empty for the document as a whole. */
  public String pointer() {
    return pointer;
  }

  public Reason reason() {
    return reason;
  }
}
