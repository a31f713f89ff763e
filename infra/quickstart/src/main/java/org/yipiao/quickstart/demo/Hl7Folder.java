package org.yipiao.quickstart.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The HL7 v2 messages of a folder's files. A file holds one or more messages, segments ended by CR,
 * LF or CRLF, without MLLP framing; each MSH starts a message. Bytes are kept as they are: their
 * character set is for the gateway to judge.
 */
final class Hl7Folder {

  static final long MAX_FILE_BYTES = 16L << 20;

  /**
   * One message as it stands in its file.
   *
   * @param index counted from 1 within the file
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared nowhere
  record Entry(String file, int index, byte[] bytes) {}

  private Hl7Folder() {}

  static List<Entry> read(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> listing = Files.list(folder)) {
      files = listing.filter(Files::isRegularFile).sorted().toList();
    }
    List<Entry> entries = new ArrayList<>();
    for (Path file : files) {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new IOException(file + " is larger than " + MAX_FILE_BYTES + " bytes");
      }
      int index = 1;
      for (byte[] message : split(Files.readAllBytes(file))) {
        entries.add(new Entry(file.getFileName().toString(), index++, message));
      }
    }
    return entries;
  }

  /**
   * Cuts before each line that starts with MSH; a file without any is one message, to be refused.
   */
  static List<byte[]> split(byte[] bytes) {
    // ISO 8859-1 maps every byte to one character and back, so nothing is altered here.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<byte[]> messages = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    for (String line : text.split("\r\n|\r|\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      if (line.startsWith("MSH") && !current.isEmpty()) {
        messages.add(current.toString().getBytes(StandardCharsets.ISO_8859_1));
        current.setLength(0);
      }
      current.append(line).append('\r');
    }
    if (!current.isEmpty()) {
      messages.add(current.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
    return messages;
  }
}
