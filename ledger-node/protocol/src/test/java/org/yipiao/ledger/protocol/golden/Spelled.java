package org.yipiao.ledger.protocol.golden;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Bytes cut into their fields, each with its name, from the first to the last. A line for each:
 * {@code name hex}, going on behind blanks; in a protobuf field tag, length and value stand apart.
 */
public final class Spelled {

  private static final int WIDTH = 64;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private final StringBuilder lines = new StringBuilder();
  private int at;

  private Spelled(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Spelled of(byte[] bytes) {
    return new Spelled(bytes.clone());
  }

  /** A field of so many bytes. */
  public Spelled take(String name, int length) {
    line(name, hex(length));
    return this;
  }

  /** Fields side by side, each {@code name length}. */
  public Spelled take(String... fields) {
    for (String field : fields) {
      int space = field.lastIndexOf(' ');
      take(field.substring(0, space), Integer.parseInt(field.substring(space + 1)));
    }
    return this;
  }

  /** What is left. */
  public Spelled rest(String name) {
    return take(name, bytes.length - at);
  }

  /** A field behind its length, which is big-endian and has so many bytes. */
  public Spelled counted(String name, int lengthBytes) {
    int length = 0;
    for (int i = 0; i < lengthBytes; i++) {
      length = length << Byte.SIZE | (bytes[at + i] & 0xff);
    }
    take(name + ".length", lengthBytes);
    return length == 0 ? this : take(name, length);
  }

  /** A count of four bytes, big-endian. */
  public int count(String name) {
    int from = at;
    take(name, Integer.BYTES);
    int count = 0;
    for (int i = from; i < at; i++) {
      count = count << Byte.SIZE | (bytes[i] & 0xff);
    }
    return count;
  }

  /** Fields of a protobuf message, numbered from 1 on. */
  public Spelled message(String... names) {
    for (int i = 0; i < names.length; i++) {
      field(i + 1, names[i]);
    }
    return this;
  }

  /** One field of a protobuf message. */
  public Spelled field(int number, String name) {
    String head = tag(number);
    int length =
        switch (bytes[at - 1] & 7) {
          case FIXED64 -> Long.BYTES;
          case FIXED32 -> Integer.BYTES;
          case LENGTH_DELIMITED -> -1;
          default -> 1;
        };
    if (length < 0) {
      int from = at;
      length = length();
      head += " " + HexFormat.of().formatHex(bytes, from, at);
    }
    line(name, head + (length == 0 ? "" : " " + hex(length)));
    return this;
  }

  /** Tag and length of a protobuf field whose content is spelled out next. */
  public Spelled open(int number, String name) {
    String head = tag(number);
    int from = at;
    length();
    line(name, head + " " + HexFormat.of().formatHex(bytes, from, at));
    return this;
  }

  /** Whether the next protobuf field has that number. */
  public boolean hasNext(int number) {
    return at < bytes.length && (bytes[at] & 0xff) >> 3 == number;
  }

  /** Lines of text, each with its line feed. */
  public Spelled text(String name) {
    int number = 1;
    while (at < bytes.length) {
      int end = at;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      String line = new String(Arrays.copyOfRange(bytes, at, end), StandardCharsets.UTF_8);
      lines.append("# ").append(line).append('\n');
      take(name + "." + number++, Math.min(end + 1, bytes.length) - at);
    }
    return this;
  }

  private String tag(int number) {
    if (!hasNext(number)) {
      throw new AssertionError("no field " + number + " at byte " + at);
    }
    return hex(1);
  }

  private int length() {
    int length = 0;
    int shift = 0;
    int next;
    do {
      next = bytes[at++] & 0xff;
      length |= (next & 0x7f) << shift;
      shift += 7;
    } while (next > 0x7f);
    return length;
  }

  private String hex(int length) {
    if (length > bytes.length - at) {
      throw new AssertionError(length + " bytes are wanted at byte " + at + " of " + bytes.length);
    }
    at += length;
    return HexFormat.of().formatHex(bytes, at - length, at);
  }

  private void line(String name, String hex) {
    lines.append(name).append(' ');
    if (hex.length() <= WIDTH) {
      lines.append(hex).append('\n');
      return;
    }
    for (String part : hex.split(" ", -1)) {
      for (int from = 0; from < part.length(); from += WIDTH) {
        lines.append("\n    ").append(part, from, Math.min(part.length(), from + WIDTH));
      }
    }
    lines.append('\n');
  }

  /** The lines; all bytes must have a name by now. */
  String lines() {
    if (at != bytes.length) {
      throw new AssertionError(bytes.length - at + " bytes at the end have no name");
    }
    return lines.toString().replace(" \n", "\n");
  }
}
