package org.yipiao.ledger.protocol.wire;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes JSON in one spelling: members in the order given, two spaces of indentation, a line feed
 * after the last brace, only the escapes that RFC 8259 demands. Values are strings, whole numbers,
 * booleans, lists and maps.
 */
public final class JsonText {

  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  public static byte[] write(Map<String, ?> object) {
    return writeString(object).getBytes(StandardCharsets.UTF_8);
  }

  public static String writeString(Map<String, ?> object) {
    var text = new JsonText();
    text.value(object, 0);
    return text.out.append('\n').toString();
  }

  /** The text as a JSON string. */
  static String quote(String value) {
    var text = new JsonText();
    text.string(value);
    return text.out.toString();
  }

  private void value(Object value, int depth) {
    switch (value) {
      case String text -> string(text);
      case Integer number -> out.append(number.intValue());
      case Long number -> out.append(number.longValue());
      case Boolean flag -> out.append(flag.booleanValue());
      case List<?> list -> list(list, depth);
      case Map<?, ?> map -> object(map, depth);
      default -> throw new IllegalArgumentException("no JSON form: " + value.getClass());
    }
  }

  private void object(Map<?, ?> map, int depth) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    out.append('{');
    for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<?, ?> entry = i.next();
      newLine(depth + 1);
      string(String.valueOf(entry.getKey()));
      out.append(": ");
      value(entry.getValue(), depth + 1);
      if (i.hasNext()) {
        out.append(',');
      }
    }
    newLine(depth);
    out.append('}');
  }

  private void list(List<?> list, int depth) {
    if (list.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    for (Iterator<?> i = list.iterator(); i.hasNext(); ) {
      newLine(depth + 1);
      value(i.next(), depth + 1);
      if (i.hasNext()) {
        out.append(',');
      }
    }
    newLine(depth);
    out.append(']');
  }

  private void newLine(int depth) {
    out.append('\n').append("  ".repeat(depth));
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        default -> {
          if (c < 0x20) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
