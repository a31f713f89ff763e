package org.yipiao.edge.upstream;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/**
 * The event streams that are open. They end before the server stops, whose grace would else be
 * spent on waiting for streams that have no end; whoever reads them comes again, to another
 * process.
 */
final class OpenStreams implements SmartLifecycle {

  private static final Duration ENDED_WITHIN = Duration.ofSeconds(2);

  private final int most;
  private final Semaphore room;
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  OpenStreams(int most, MeterRegistry metrics) {
    this.most = most;
    this.room = new Semaphore(most);
    metrics.gauge("yipiao.edge.streams", open, Set::size);
  }

  /** One of them. */
  final class Stream implements AutoCloseable {

    private final Runnable end;
    private volatile boolean ended;

    private Stream(Runnable end) {
      this.end = end;
    }

    /** Whether the door has ended it. */
    boolean isEnded() {
      return ended;
    }

    private void end() {
      ended = true;
      end.run();
    }

    @Override
    public void close() {
      if (open.remove(this)) {
        room.release();
      }
    }
  }

  /**
   * Counts a stream in.
   *
   * @param end ends the exchange at once
   * @return nothing when there are as many as may be, or the door is closing
   */
  Optional<Stream> open(Runnable end) {
    if (!running || !room.tryAcquire()) {
      return Optional.empty();
    }
    var stream = new Stream(end);
    open.add(stream);
    if (!running) {
      stream.end();
    }
    return Optional.of(stream);
  }

  @Override
  public void start() {
    running = true;
  }

  /** Returns once all have ended, or after a moment. */
  @Override
  public void stop() {
    running = false;
    open.forEach(Stream::end);
    try {
      if (room.tryAcquire(most, ENDED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        room.release(most);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server, which stops taking requests and waits for those it has. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }
}
