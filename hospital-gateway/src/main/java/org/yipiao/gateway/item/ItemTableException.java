package org.yipiao.gateway.item;

import java.io.Serial;

/** An item table that cannot be used; the message names file, line, column and reason. */
public final class ItemTableException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int line;
  private final String column;

  ItemTableException(String file, int line, String column, String reason) {
    super(
        file
            + (line > 0 ? ", line " + line : "")
            + (column.isEmpty() ? "" : ", column " + column)
            + ": "
            + reason);
    this.line = line;
    this.column = column;
  }

  /** The line in the file, from 1; 0 for the file as a whole. */
  public int line() {
    return line;
  }

  /** The column's name in the header; empty for the line as a whole. */
  public String column() {
    return column;
  }
}
