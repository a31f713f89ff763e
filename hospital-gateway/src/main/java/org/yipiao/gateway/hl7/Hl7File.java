package org.yipiao.gateway.hl7;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes a file of HL7 messages apart: segments end with CR, LF or CRLF, there is no framing, and
 * each line that begins with MSH begins a message. The segments around a batch (FHS, BHS, BTS and
 * FTS: HL7 v2.5.1, chapter 2.10.3) are part of none. What else stands outside of a message is one
 * of its own, so that nothing is dropped silently.
 */
public final class Hl7File {

  private Hl7File() {}

  /** The messages, in order, byte for byte; files of blank lines alone have none. */
  public static List<byte[]> messages(byte[] file) {
    int start = startsWith(file, 0, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    List<byte[]> messages = new ArrayList<>();
    int from = start;
    for (int i = start; i < file.length; i++) {
      boolean lineStart = i == start || isEnd(file[i - 1]);
      if (lineStart && isEnvelope(file, i)) {
        add(messages, file, from, i);
        from = nextLine(file, i);
      } else if (lineStart && i > from && startsWith(file, i, 'M', 'S', 'H')) {
        add(messages, file, from, i);
        from = i;
      }
    }
    add(messages, file, from, file.length);
    return messages;
  }

  private static boolean isEnvelope(byte[] file, int at) {
    boolean named =
        startsWith(file, at, 'F', 'H', 'S')
            || startsWith(file, at, 'B', 'H', 'S')
            || startsWith(file, at, 'B', 'T', 'S')
            || startsWith(file, at, 'F', 'T', 'S');
    return named && (at + 3 == file.length || !Character.isLetterOrDigit(file[at + 3]));
  }

  private static int nextLine(byte[] file, int at) {
    int next = at;
    while (next < file.length && !isEnd(file[next])) {
      next++;
    }
    while (next < file.length && isEnd(file[next])) {
      next++;
    }
    return next;
  }

  private static boolean isEnd(byte b) {
    return b == '\r' || b == '\n';
  }

  private static void add(List<byte[]> messages, byte[] file, int from, int to) {
    for (int i = from; i < to; i++) {
      if (file[i] > ' ' || file[i] < 0) {
        messages.add(Arrays.copyOfRange(file, from, to));
        return;
      }
    }
  }

  private static boolean startsWith(byte[] file, int at, int... bytes) {
    if (at + bytes.length > file.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((file[at + i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
