package org.yipiao.gateway.hl7;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes a file of HL7 messages apart: segments end with CR, LF or CRLF, there is no framing, and
 * each line that begins with MSH begins a message. What stands before the first one is a message of
 * its own, so that nothing is dropped silently.
 */
public final class Hl7File {

  private Hl7File() {}

  /** The messages, in order, byte for byte; files of blank lines alone have none. */
  public static List<byte[]> messages(byte[] file) {
    int start = startsWith(file, 0, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    List<byte[]> messages = new ArrayList<>();
    int from = start;
    for (int i = start; i < file.length; i++) {
      boolean lineStart = i == start || file[i - 1] == '\r' || file[i - 1] == '\n';
      if (lineStart && i > from && startsWith(file, i, 'M', 'S', 'H')) {
        add(messages, file, from, i);
        from = i;
      }
    }
    add(messages, file, from, file.length);
    return messages;
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
