package org.yipiao.gateway.item;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values of RFC 4180, with CR, LF or CRLF between rows. */
final class Csv {

  private final String file;
  private final String text;
  private int at;
  private int line = 1;

  private Csv(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * One row.
   *
   * @param line where it begins, from 1
   */
  record Row(int line, List<String> cells) {}

  /** All rows; lines without any character are left out. */
  static List<Row> parse(String file, String text) {
    Csv csv = new Csv(file, text);
    List<Row> rows = new ArrayList<>();
    while (csv.at < text.length()) {
      Row row = csv.row();
      if (row.cells().size() > 1 || !row.cells().getFirst().isEmpty()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private Row row() {
    int begins = line;
    List<String> cells = new ArrayList<>();
    while (true) {
      cells.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
      if (at == text.length()) {
        return new Row(begins, cells);
      }
      char end = text.charAt(at++);
      if (end == ',') {
        continue;
      }
      if (end == '\r' && at < text.length() && text.charAt(at) == '\n') {
        at++;
      }
      line++;
      return new Row(begins, cells);
    }
  }

  private String plain() {
    int from = at;
    while (at < text.length() && !ends(text.charAt(at))) {
      if (text.charAt(at) == '"') {
        throw new ItemTableException(file, line, ItemFault.QUOTE_INSIDE_VALUE);
      }
      at++;
    }
    return text.substring(from, at);
  }

  private String quoted() {
    int opened = line;
    StringBuilder value = new StringBuilder();
    at++;
    while (true) {
      if (at == text.length()) {
        throw new ItemTableException(file, opened, ItemFault.QUOTE_NOT_CLOSED);
      }
      char c = text.charAt(at++);
      if (c == '\n' || (c == '\r' && (at == text.length() || text.charAt(at) != '\n'))) {
        line++;
      }
      if (c != '"') {
        value.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        value.append('"');
        at++;
      } else {
        break;
      }
    }
    if (at < text.length() && !ends(text.charAt(at))) {
      throw new ItemTableException(file, line, ItemFault.TEXT_BEHIND_QUOTE);
    }
    return value.toString();
  }

  private static boolean ends(char c) {
    return c == ',' || c == '\r' || c == '\n';
  }
}
