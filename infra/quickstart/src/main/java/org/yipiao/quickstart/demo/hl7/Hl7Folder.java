package org.yipiao.quickstart.demo.hl7;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The HL7 v2 messages of a folder's files. A file holds one or more messages, segments ended by CR,
 * LF or CRLF in any mixture, without MLLP framing; each line that begins with MSH begins a message.
 * What belongs to no message, as a batch's envelope, is left out by name; a file without MSH is one
 * message, for the gateway to refuse. Bytes are kept as they are: their character set is for the
 * gateway to judge. Nothing is dropped silently.
 */
final class Hl7Folder {

  private Hl7Folder() {}

  /** What was found, in the order of the files' names. */
  sealed interface Found {

    /** As {@code file} in the report. */
    String file();

    /**
     * A message to send.
     *
     * @param index counted from 1 within the file
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared nowhere
    record Message(String file, int index, byte[] bytes) implements Found {}

    /** A message, or a file that may hold some, that cannot be sent. */
    record Unsendable(String file, int index, String controlId, String code, String reason)
        implements Found {}

    /** What holds no message at all. */
    record Nothing(String file, String reason) implements Found {}
  }

  /** Takes each thing found. */
  @FunctionalInterface
  interface Taker {
    void take(Found found) throws IOException, InterruptedException;
  }

  /**
   * Goes through the folder's own files; at most one message is in memory at a time.
   *
   * @throws IOException when the folder cannot be listed
   */
  static void read(Path folder, Taker taker) throws IOException, InterruptedException {
    List<Path> entries;
    try (Stream<Path> listing = Files.list(folder)) {
      entries = listing.sorted().toList();
    }
    for (Path entry : entries) {
      String name = String.valueOf(entry.getFileName());
      if (Files.isRegularFile(entry)) {
        file(entry, name, taker);
      } else if (Files.isDirectory(entry)) {
        taker.take(new Found.Nothing(name, "a folder; only the files beside it are sent"));
      } else {
        taker.take(new Found.Nothing(name, "neither a file nor a folder"));
      }
    }
  }

  private static void file(Path file, String name, Taker taker)
      throws IOException, InterruptedException {
    try (var messages = new Hl7Messages(file, name)) {
      for (var found = messages.next(); found.isPresent(); found = messages.next()) {
        taker.take(found.get());
      }
    }
  }
}
