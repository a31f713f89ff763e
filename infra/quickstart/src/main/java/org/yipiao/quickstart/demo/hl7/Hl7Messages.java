package org.yipiao.quickstart.demo.hl7;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yipiao.quickstart.demo.hl7.Hl7Folder.Found;
import org.yipiao.quickstart.demo.report.Findings;

/**
 * The messages of one file, one after another, however large the file is: one for each line that
 * begins with MSH. The segments around a batch of them are part of none; they, and lines that
 * belong to no message, are named at the end. A file without any MSH is one message of its lines.
 */
final class Hl7Messages implements AutoCloseable {

  /** Far above what a gateway takes. */
  static final int MAX_MESSAGE_BYTES = 16 << 20;

  /** MLLP's marks; within a message the first would begin, the second end it. */
  private static final int START = 0x0b;

  private static final int END = 0x1c;
  private static final int MSH_10 = 9;

  /** Header and trailer of a file and of a batch: HL7 v2.5.1, chapter 2.10.3. */
  private static final Set<String> ENVELOPE = Set.of("FHS", "BHS", "BTS", "FTS");

  private final Path file;
  private final String name;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Set<String> envelope = new LinkedHashSet<>();
  private @Nullable InputStream in;
  private @Nullable Deque<Found> atEnd;
  private boolean tooLarge;
  private boolean ended;
  private int found;

  /** Whether the file has had a line that begins with MSH. */
  private boolean begun;

  /** Whether lines belong to a message that such a line has begun. */
  private boolean inMessage;

  /** Lines of no message, besides those of an envelope. */
  private long strayLines;

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
      return Optional.ofNullable(atEnd().poll());
    } catch (IOException unreadable) {
      ended = true;
      forget();
      return Optional.of(
          unsendable("", "FILE_UNREADABLE", "it cannot be read: " + Findings.said(unreadable)));
    }
  }

  /** The last message, then what belongs to none; what was taken from it is there no more. */
  private Deque<Found> atEnd() {
    Deque<Found> known = atEnd;
    if (known == null) {
      known = new ArrayDeque<>();
      complete().ifPresent(known::add);
      if (!envelope.isEmpty()) {
        known.add(leftOut("the envelope of a batch, " + String.join(" ", envelope)));
      }
      if (begun && strayLines > 0) {
        known.add(leftOut("lines that belong to no message: " + strayLines));
      }
      if (found == 0 && known.isEmpty()) {
        known.add(leftOut("holds nothing"));
      }
      atEnd = known;
    }
    return known;
  }

  /** Reads a line into the message; gives the message before when the line ends it. */
  private Optional<Found> takeLine() throws IOException {
    readLine();
    if (line.size() == 0) {
      return Optional.empty();
    }
    byte[] bytes = line.toByteArray();
    String segment = segment(bytes);
    if (ENVELOPE.contains(segment)) {
      envelope.add(segment);
      return finish(false);
    }
    if (segment.startsWith("MSH")) {
      Optional<Found> before = finish(true);
      keepLine();
      return before;
    }
    if (!inMessage && !isBlank(bytes)) {
      strayLines++;
    }
    if (inMessage || !begun) {
      keepLine();
    }
    return Optional.empty();
  }

  /** Ends the message that is being read. What was read before the first of them is none. */
  private Optional<Found> finish(boolean byAnother) {
    Optional<Found> before = inMessage ? complete() : Optional.empty();
    if (byAnother) {
      forget();
      begun = true;
    }
    inMessage = byAnother;
    return before;
  }

  private void forget() {
    message.reset();
    tooLarge = false;
  }

  private void keepLine() throws IOException {
    if (message.size() + line.size() >= MAX_MESSAGE_BYTES) {
      tooLarge = true;
    } else {
      line.writeTo(message);
      message.write('\r');
    }
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
    boolean large = tooLarge;
    forget();
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

  private Found leftOut(String reason) {
    return new Found.Nothing(name, reason);
  }

  /** A segment's name, behind a frame's mark if there is one; of a longer word its beginning. */
  private static String segment(byte[] line) {
    int from = line[0] == START ? 1 : 0;
    int to = from;
    while (to < Math.min(line.length, from + 4) && isLetterOrDigit(line[to])) {
      to++;
    }
    return new String(line, from, to - from, StandardCharsets.US_ASCII);
  }

  private static boolean isLetterOrDigit(byte b) {
    return (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
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
