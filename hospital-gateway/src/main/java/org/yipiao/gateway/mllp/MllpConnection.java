package org.yipiao.gateway.mllp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sender. It waits for the answer to each message, or has the next ones wait. */
final class MllpConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MllpConnection.class);

  /** While a message is being answered its sender cannot be late. */
  private static final long NEVER = Long.MAX_VALUE;

  private static final long DRAINED_MESSAGES = 16;

  private final Socket socket;
  private final MllpLimits limits;
  private final MllpServer.Answers answers;
  private final long openedNanos = System.nanoTime();
  private volatile long deadlineNanos = NEVER;

  MllpConnection(Socket socket, MllpLimits limits, MllpServer.Answers answers) {
    this.socket = socket;
    this.limits = limits;
    this.answers = answers;
  }

  /** Answers what comes, until the sender ends, breaks the framing or exceeds a limit. */
  void converse() throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(Math.toIntExact(limits.idle().toMillis()));
    FrameReader frames =
        new FrameReader(
            new BufferedInputStream(socket.getInputStream()),
            limits.maxMessageBytes(),
            this::expectSoon);
    OutputStream out = socket.getOutputStream();
    boolean open = true;
    while (open) {
      FrameReader.Next next = frames.next();
      deadlineNanos = NEVER;
      open =
          switch (next) {
            case FrameReader.Next.Message(byte[] bytes) -> send(out, answers.answer(bytes));
            case FrameReader.Next.Unfinished(byte[] beginning) ->
                send(out, answers.unfinished(beginning));
            case FrameReader.Next.TooLarge(byte[] beginning) -> {
              send(out, answers.tooLarge(beginning, limits.maxMessageBytes()));
              drain();
              yield false;
            }
            case FrameReader.Next.NotFramed() -> {
              LOG.warn("a connection was closed: bytes outside a frame");
              yield false;
            }
            case FrameReader.Next.End() -> false;
          };
    }
  }

  private boolean send(OutputStream out, byte[] answer) throws IOException {
    byte[] framed = new byte[answer.length + 3];
    framed[0] = FrameReader.START;
    System.arraycopy(answer, 0, framed, 1, answer.length);
    framed[answer.length + 1] = FrameReader.END;
    framed[answer.length + 2] = '\r';
    expectSoon();
    out.write(framed);
    out.flush();
    deadlineNanos = NEVER;
    return true;
  }

  /**
   * Closing with unread bytes would reset the connection, and the sender might never see the
   * answer: so what it is still sending is thrown away for a while.
   */
  private void drain() throws IOException {
    socket.shutdownOutput();
    expectSoon();
    byte[] thrownAway = new byte[8_192];
    long left = DRAINED_MESSAGES * limits.maxMessageBytes();
    int read = 0;
    while (read >= 0 && left > 0) {
      read = socket.getInputStream().read(thrownAway);
      left -= read;
    }
  }

  private void expectSoon() {
    deadlineNanos = System.nanoTime() - openedNanos + limits.message().toNanos();
  }

  /** Whether its sender takes longer over a message, or over reading an answer, than it may. */
  boolean overdue() {
    return System.nanoTime() - openedNanos > deadlineNanos;
  }

  /** Lets the answer under way finish and takes nothing more. */
  void endInput() {
    try {
      socket.shutdownInput();
    } catch (IOException e) {
      LOG.debug("a connection had ended already: {}", e.getMessage());
    }
  }

  void abort() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("a connection could not be closed: {}", e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
