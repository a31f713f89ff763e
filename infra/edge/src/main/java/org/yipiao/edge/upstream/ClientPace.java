package org.yipiao.edge.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How fast a client sends a body, or takes an answer. Only the time that the door waits for it
 * counts; a server may take its own. The container's time limit starts anew with each byte, so the
 * connection is ended for a client that goes on and on. With each byte a client earns time, but
 * never more than it had at first: buffers on the way take megabytes that nobody has read. Of one
 * thread alone.
 */
final class ClientPace {

  private final Deadlines deadlines;
  private final Duration grace;
  private final int leastBytesPerSecond;
  private final Runnable end;
  private Duration left;

  /**
   * @param grace for radio that is lost for a moment
   * @param end ends the connection of the client, from any thread
   */
  ClientPace(Deadlines deadlines, Duration grace, int leastBytesPerSecond, Runnable end) {
    this.deadlines = deadlines;
    this.grace = grace;
    this.leastBytesPerSecond = leastBytesPerSecond;
    this.end = end;
    this.left = grace;
  }

  /** The client takes, or sends, too little. */
  static final class TooSlowException extends IOException {
    TooSlowException() {
      super("fewer bytes than have to pass");
    }
  }

  private interface Transfer {
    int run() throws IOException;
  }

  /** Writes to the client. */
  void write(OutputStream out, byte[] buffer, int count) throws IOException {
    pass(
        left,
        () -> {
          out.write(buffer, 0, count);
          return count;
        });
  }

  /**
   * Reads from the client; as long again as it had is left for telling it that it is too slow.
   *
   * @return as {@link InputStream#read(byte[], int, int)} does
   */
  int read(InputStream in, byte[] buffer, int from) throws IOException {
    return pass(left.plus(grace), () -> in.read(buffer, from, buffer.length - from));
  }

  private int pass(Duration atMost, Transfer transfer) throws IOException {
    int count = 0;
    long before = System.nanoTime();
    try (var _ = deadlines.in(atMost, end)) {
      count = transfer.run();
    } finally {
      left = left.minusNanos(System.nanoTime() - before);
    }
    if (left.isNegative()) {
      throw new TooSlowException();
    }
    var earned =
        left.plusNanos(Math.max(0, count) * TimeUnit.SECONDS.toNanos(1) / leastBytesPerSecond);
    left = earned.compareTo(grace) > 0 ? grace : earned;
    return count;
  }
}
