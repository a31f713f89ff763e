package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.publishing.BlockPublisher;
import org.yipiao.ledger.server.publishing.BlockSink;

/** The publisher outlives whatever its sinks throw. */
class UnwillingSinkTest {

  private final LinkedBlockingQueue<Long> published = new LinkedBlockingQueue<>();
  private final AtomicInteger opened = new AtomicInteger();

  @TempDir Path directory;

  @Test
  void getsEveryBlockOnceItTakesThemThoughOpeningAndPublishingFailedBefore() throws Exception {
    var consortium = new SimulatedConsortium(directory, 5, SimulatedConditions.calm());
    consortium.run(Duration.ofSeconds(6));
    var node = consortium.node(1);
    long blocks = node.chain().finalCheckpoint().orElseThrow().height() + 1;
    var publisher = new BlockPublisher(node, this::open);
    assertThat(publisher.unpublished()).isEqualTo(blocks);

    publisher.start();
    try {
      for (long height = 0; height < blocks; height++) {
        assertThat(published.poll(30, TimeUnit.SECONDS)).isEqualTo(height);
      }
    } finally {
      publisher.close();
    }
    assertThat(publisher.unpublished()).isZero();
    assertThat(opened).hasValue(3);
  }

  /** The first cannot be opened, the second breaks, the third works. */
  private BlockSink open() throws IOException {
    int count = opened.incrementAndGet();
    if (count == 1) {
      throw new IOException("no such host");
    }
    return new BlockSink() {
      @Override
      public void publish(long height, byte[] event) {
        if (count == 2) {
          throw new IllegalStateException("it is broken");
        }
        published.add(height);
      }

      @Override
      public void close() {
        if (count == 2) {
          throw new IllegalStateException("and cannot even be closed");
        }
      }
    };
  }
}
