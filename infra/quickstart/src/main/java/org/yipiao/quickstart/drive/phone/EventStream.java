package org.yipiao.quickstart.drive.phone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Server-sent events (WHATWG HTML, section 9.2) as they come out of an answer's body. */
final class EventStream implements AutoCloseable {

  private static final int LONGEST_EVENT = 1 << 20;

  private final BufferedReader lines;

  EventStream(InputStream body) {
    this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  /**
   * @param name {@code message} when the event names none
   */
  record Event(String id, String name, String data) {}

  /** The next event; comments are passed over. Empty when the stream has ended. */
  Optional<Event> next() throws IOException {
    String id = "";
    String name = "";
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        if (!data.isEmpty() || !name.isEmpty()) {
          return Optional.of(new Event(id, name.isEmpty() ? "message" : name, data.toString()));
        }
        continue;
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
      switch (field) {
        case "id" -> id = value;
        case "event" -> name = value;
        case "data" -> append(data, value);
        default -> {
          // A comment, or a field of later versions.
        }
      }
    }
    return Optional.empty();
  }

  private static void append(StringBuilder data, String value) throws IOException {
    if (data.length() + value.length() > LONGEST_EVENT) {
      throw new IOException("an event is longer than " + LONGEST_EVENT + " characters");
    }
    data.append(data.isEmpty() ? "" : "\n").append(value);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
