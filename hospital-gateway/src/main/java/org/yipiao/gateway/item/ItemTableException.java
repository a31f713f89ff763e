package org.yipiao.gateway.item;

import java.io.Serial;
import java.util.Locale;
import org.yipiao.platform.reason.Reason;

/** An item table that cannot be used; the message is the English of the fault. */
public final class ItemTableException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final String column;
  private final String value;
  private final transient Reason reason;

  /**
   * @param line 0 for the file as a whole
   */
  ItemTableException(String file, int line, ItemFault fault, Object... parameters) {
    this(file, line, "", "", Reason.of(fault, parameters));
  }

  /**
   * @param column empty for the line as a whole
   * @param value what stands there; may be empty
   */
  ItemTableException(String file, int line, String column, String value, Reason reason) {
    this.file = file;
    this.line = line;
    this.column = column;
    this.value = value;
    this.reason = reason;
  }

  /** The line in the file, from 1; 0 for the file as a whole. */
  public int line() {
    return line;
  }

  /** The column's name in the header; empty for the line as a whole. */
  public String column() {
    return column;
  }

  /** File, line, column, reason, value, and last the reason's code, which is in no language. */
  public String in(Locale language) {
    return place(language)
        + ": "
        + reason.in(language)
        + (value.isEmpty() ? "" : ": \"" + value + "\"")
        + " ("
        + reason.code().name()
        + ")";
  }

  private String place(Locale language) {
    if (line == 0) {
      return file;
    }
    return column.isEmpty()
        ? Reason.of(ItemPlace.LINE, file, line).in(language)
        : Reason.of(ItemPlace.COLUMN, file, line, column).in(language);
  }

  @Override
  public String getMessage() {
    return in(Locale.ENGLISH);
  }
}
