package org.yipiao.gateway.mllp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Takes messages out of a byte stream. A message is complete at its end mark; the CR behind it, and
 * line ends between frames, are skipped, so that a sender that leaves the CR out is not kept
 * waiting.
 */
final class FrameReader {

  static final byte START = 0x0B;
  static final byte END = 0x1C;

  /** How much of a message that is too large is kept: enough for its header. */
  private static final int KEPT_BYTES = 4_096;

  private final InputStream in;
  private final int maxBytes;
  private final Runnable onStart;
  private boolean started;

  /**
   * @param onStart called when a message begins
   */
  FrameReader(InputStream in, int maxBytes, Runnable onStart) {
    this.in = in;
    this.maxBytes = maxBytes;
    this.onStart = onStart;
  }

  /** What comes next. */
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared nowhere
  sealed interface Next {

    /** A whole message. */
    record Message(byte[] bytes) implements Next {}

    /** A message that goes on beyond the limit; the stream stands in its middle. */
    record TooLarge(byte[] beginning) implements Next {}

    /** A message that begins anew before its end: the first part was never complete. */
    record Unfinished(byte[] beginning) implements Next {}

    /** Bytes that belong to no frame. */
    record NotFramed() implements Next {}

    /** The stream has ended, perhaps inside a frame: such a message was never complete. */
    record End() implements Next {}
  }

  Next next() throws IOException {
    if (started) {
      started = false;
      return message();
    }
    int first = in.read();
    while (first == '\r' || first == '\n') {
      first = in.read();
    }
    if (first < 0) {
      return new Next.End();
    }
    return first == START ? message() : new Next.NotFramed();
  }

  private Next message() throws IOException {
    onStart.run();
    ByteArrayOutputStream message = new ByteArrayOutputStream(1_024);
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == END) {
        return new Next.Message(message.toByteArray());
      }
      if (b == START) {
        started = true;
        return new Next.Unfinished(beginning(message));
      }
      if (message.size() == maxBytes) {
        return new Next.TooLarge(beginning(message));
      }
      message.write(b);
    }
    return new Next.End();
  }

  private static byte[] beginning(ByteArrayOutputStream message) {
    byte[] read = message.toByteArray();
    return Arrays.copyOf(read, Math.min(KEPT_BYTES, read.length));
  }
}
