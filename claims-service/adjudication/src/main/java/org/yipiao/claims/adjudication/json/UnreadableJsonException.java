package org.yipiao.claims.adjudication.json;

/** A text that is not what its reader takes; the message names the field, never its content. */
public final class UnreadableJsonException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String pointer;
  private final String reason;

  public UnreadableJsonException(String pointer, String reason) {
    super((pointer.isEmpty() ? "document" : pointer) + ": " + reason);
    this.pointer = pointer;
    this.reason = reason;
  }

  /** Where, as a JSON pointer (RFC 6901); empty for the document as a whole. */
  public String pointer() {
    return pointer;
  }

  public String reason() {
    return reason;
  }
}
