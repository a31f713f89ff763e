package org.yipiao.bff.cache;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A value as it is kept: a line with the count of changes under which it was asked for and the
 * time, then the value as JSON, which nothing but its own type is made of.
 */
final class Entry {

  private static final int LONGEST_LINE = 100;

  private final String changes;
  private final Instant asOf;
  private final byte[] json;

  Entry(String changes, Instant asOf, byte[] json) {
    this.changes = changes;
    this.asOf = asOf;
    this.json = json;
  }

  String changes() {
    return changes;
  }

  Instant asOf() {
    return asOf;
  }

  /** Not a copy. */
  byte[] json() {
    return json;
  }

  byte[] toBytes() {
    byte[] line = (changes + " " + asOf + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(line, line.length + json.length);
    System.arraycopy(json, 0, all, line.length, json.length);
    return all;
  }

  /** Nothing when it was written by a version of this service that kept values otherwise. */
  static Optional<Entry> parse(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && end < LONGEST_LINE && bytes[end] != '\n') {
      end++;
    }
    if (end == bytes.length || bytes[end] != '\n') {
      return Optional.empty();
    }
    var words = new String(bytes, 0, end, StandardCharsets.UTF_8).split(" ", -1);
    try {
      return words.length == 2
          ? Optional.of(
              new Entry(
                  words[0],
                  Instant.parse(words[1]),
                  Arrays.copyOfRange(bytes, end + 1, bytes.length)))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
