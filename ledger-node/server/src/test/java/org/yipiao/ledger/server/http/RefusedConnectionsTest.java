package org.yipiao.ledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.server.node.LogLines;

class RefusedConnectionsTest {

  private static final String LINE = "had its share were closed at once, ";

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private long now = Long.MAX_VALUE - 5; // It may overflow, as System.nanoTime may.
  private final RefusedConnections refused = new RefusedConnections(metrics, () -> now);

  @Test
  void aLineAMinuteSaysHowManyTheyWereSinceTheLast() {
    try (var log = new LogLines()) {
      refused.add();
      refused.add();
      now += Duration.ofSeconds(60).toNanos() - 1;
      refused.add();
      assertThat(log.with(LINE)).singleElement().asString().contains(LINE + "1 ");
      now++;
      refused.add();
      assertThat(log.with(LINE)).hasSize(2).last().asString().contains(LINE + "3 ");
    }
    assertThat(metrics.get("ledger.connections.refused").counter().count()).isEqualTo(4);
  }
}
