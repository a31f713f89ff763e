package org.yipiao.ledger.server.explorer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.yipiao.ledger.server.http.NodeProblem;
import org.yipiao.platform.http.HeldStream;
import org.yipiao.platform.http.SubscriberNetwork;
import org.yipiao.platform.problem.ProblemException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checkpoints as they become final, as server-sent events (HTML standard, section 9.2): the newest
 * at each turn, so a slow reader misses some and none piles up. So many at once and so many of one
 * address; the next is refused, and its page asks now and then instead.
 */
final class CheckpointStreams implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStreams.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration RETRY_LATER = Duration.ofSeconds(30);

  private final FinalityWatch watch;
  private final ExplorerProperties limits;
  private final Map<SubscriberNetwork, Integer> open = new HashMap<>();
  private int all;
  private volatile boolean running;

  CheckpointStreams(FinalityWatch watch, ExplorerProperties limits, MeterRegistry metrics) {
    this.watch = watch;
    this.limits = limits;
    Gauge.builder("ledger.explorer.streams", this, CheckpointStreams::count)
        .description("Pages that follow the checkpoints now (streams)")
        .register(metrics);
  }

  /** How many pages follow now. */
  synchronized int count() {
    return all;
  }

  /**
   * Opens a stream, which goes on after the request.
   *
   * @throws ProblemException when there are as many as may be
   */
  void open(SubscriberNetwork from, HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    take(from);
    boolean isOpen = false;
    try {
      response.setStatus(HttpServletResponse.SC_OK);
      response.setContentType("text/event-stream");
      response.setCharacterEncoding(StandardCharsets.UTF_8.name());
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      // Else a proxy would keep events back until there are enough of them.
      response.setHeader("X-Accel-Buffering", "no");
      HeldStream.open(request, response, this::tell, () -> give(from));
      isOpen = true;
    } catch (IOException e) {
      LOG.debug("the browser has gone");
    } finally {
      if (!isOpen) {
        give(from);
      }
    }
  }

  private void tell(HeldStream stream) throws IOException, InterruptedException {
    stream.whenLeft(watch::wake);
    write(stream, ":\n\n");
    long told = 0;
    while (running && !stream.isLeft()) {
      var next = watch.after(told, HEARTBEAT, stream::isLeft);
      if (next.isPresent()) {
        told = next.get().size();
        String data = JSON.writeValueAsString(CheckpointView.of(next.get()));
        write(stream, "event: checkpoint\ndata: " + data + "\n\n");
      } else {
        write(stream, ":\n\n");
      }
    }
  }

  private static void write(HeldStream stream, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    stream.write(bytes, 0, bytes.length);
  }

  private synchronized void take(SubscriberNetwork from) {
    int ofAddress = open.getOrDefault(from, 0);
    if (!running || all >= limits.streams() || ofAddress >= limits.streamsPerAddress()) {
      throw new ProblemException(NodeProblem.STREAMS_FULL).retryAfter(RETRY_LATER);
    }
    open.put(from, ofAddress + 1);
    all++;
  }

  private synchronized void give(SubscriberNetwork from) {
    all--;
    open.computeIfPresent(from, (_, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
  }

  @Override
  public void start() {
    running = true;
  }

  /** Before the web server, which would wait for them. */
  @Override
  public void stop() {
    running = false;
    watch.wake();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
