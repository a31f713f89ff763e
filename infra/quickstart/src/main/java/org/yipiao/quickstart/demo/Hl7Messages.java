package org.yipiao.quickstart.demo;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yipiao.quickstart.demo.Hl7Folder.Found;

/** The messages of one file, one after another, however large the file is. */
final class Hl7Messages implements AutoCloseable {

  /** Far above what a gateway takes. */
  static final int MAX_MESSAGE_BYTES = 16 << 20;

  /** MLLP's marks; within a message the first would begin, the second end it. */
  private static final int START = 0x0b;

  private static final int END = 0x1c;
  private static final int MSH_10 = 9;

  private final Path file;
  private final String name;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private @Nullable InputStream in;
  private boolean tooLarge;
  private boolean ended;
  private int found;

  /** Opens nothing yet. */
  Hl7Messages(Path file, String name) {
    this.file = file;
    this.name = name;
  }

  /** The next one; one at least, then empty at the end of the file. */
  Optional<Found> next() {
    try {
      while (!ended) {
        Optional<Found> complete = takeLine();
        if (complete.isPresent()) {
          return complete;
        }
      }
      Optional<Found> last = complete();
      return last.isEmpty() && found == 0 ? Optional.of(nothing()) : last;
    } catch (IOException unreadable) {
      ended = true;
      message.reset();
      return Optional.of(
          unsendable("", "FILE_UNREADABLE", "it cannot be read: " + DemoSession.said(unreadable)));
    }
  }

  /** Reads a line into the message; gives the message before when the line begins another. */
  private Optional<Found> takeLine() throws IOException {
    readLine();
    if (line.size() == 0) {
      return Optional.empty();
    }
    Optional<Found> before = beginsMessage(line.toByteArray()) ? complete() : Optional.empty();
    if (message.size() + line.size() >= MAX_MESSAGE_BYTES) {
      tooLarge = true;
    } else {
      line.writeTo(message);
      message.write('\r');
    }
    return before;
  }

  private void readLine() throws IOException {
    InputStream bytes = opened();
    line.reset();
    int b = bytes.read();
    for (; b >= 0 && b != '\r' && b != '\n'; b = bytes.read()) {
      if (line.size() < MAX_MESSAGE_BYTES) {
        line.write(b);
      }
    }
    ended = b < 0;
  }

  /** A byte order mark belongs to the file, not to its first message. */
  private InputStream opened() throws IOException {
    InputStream open = in;
    if (open == null) {
      open = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
      in = open;
      open.mark(3);
      if (open.read() != 0xef || open.read() != 0xbb || open.read() != 0xbf) {
        open.reset();
      }
    }
    return open;
  }

  /** What was read since the last one; empty when that is nothing but blanks. */
  private Optional<Found> complete() {
    byte[] bytes = message.toByteArray();
    message.reset();
    boolean large = tooLarge;
    tooLarge = false;
    if (!large && isBlank(bytes)) {
      return Optional.empty();
    }
    if (large) {
      return Optional.of(
          unsendable(
              controlId(bytes),
              "MESSAGE_TOO_LARGE",
              "larger than %d bytes; not sent".formatted(MAX_MESSAGE_BYTES)));
    }
    if (contains(bytes, START) || contains(bytes, END)) {
      return Optional.of(
          unsendable(
              controlId(bytes),
              "FRAME_MARK",
              "holds 0x0B or 0x1C, MLLP's marks; messages in a file are not framed; not sent"));
    }
    return Optional.of(new Found.Message(name, ++found, bytes));
  }

  private Found unsendable(String controlId, String code, String reason) {
    return new Found.Unsendable(name, ++found, controlId, code, reason);
  }

  private Found nothing() {
    found++;
    return new Found.Nothing(name, "holds nothing");
  }

  private static boolean beginsMessage(byte[] line) {
    int at = line[0] == START ? 1 : 0;
    return line.length >= at + 3 && line[at] == 'M' && line[at + 1] == 'S' && line[at + 2] == 'H';
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b > ' ' || b < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(byte[] bytes, int wanted) {
    for (byte b : bytes) {
      if (b == wanted) {
        return true;
      }
    }
    return false;
  }

  /** MSH-10 as far as the header can be read; MSH-1 is the separator itself. */
  private static String controlId(byte[] bytes) {
    String header = new String(bytes, StandardCharsets.UTF_8).split("\r", 2)[0];
    int msh = header.indexOf("MSH");
    if (msh < 0 || msh > 1 || header.length() < msh + 4) {
      return "";
    }
    String separator = Pattern.quote(header.substring(msh + 3, msh + 4));
    String[] fields = header.split(separator, -1);
    return fields.length > MSH_10 ? fields[MSH_10] : "";
  }

  @Override
  public void close() throws IOException {
    InputStream open = in;
    if (open != null) {
      open.close();
    }
  }
}
