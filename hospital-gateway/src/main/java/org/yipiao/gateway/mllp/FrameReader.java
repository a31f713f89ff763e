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

  FrameReader(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /** What comes next. */
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared nowhere
  sealed interface Next {

    /** A whole message. */
    record Message(byte[] bytes) implements Next {}

    /** A message that goes on beyond the limit; the stream stands in its middle. */
    record TooLarge(byte[] beginning) implements Next {}

    /** Bytes that belong to no frame. */
    record NotFramed() implements Next {}

    /** The stream has ended, perhaps inside a frame: such a message was never complete. */
    record End() implements Next {}
  }

  Next next() throws IOException {
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
    ByteArrayOutputStream message = new ByteArrayOutputStream(1_024);
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == END) {
        return new Next.Message(message.toByteArray());
      }
      if (message.size() == maxBytes) {
        byte[] read = message.toByteArray();
        return new Next.TooLarge(Arrays.copyOf(read, Math.min(KEPT_BYTES, read.length)));
      }
      message.write(b);
    }
    return new Next.End();
  }
}
