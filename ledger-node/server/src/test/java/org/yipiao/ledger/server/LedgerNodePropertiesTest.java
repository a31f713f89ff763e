package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.yipiao.ledger.server.ordering.hiero.HieroSettings;
import org.yipiao.ledger.server.submission.SubmissionLimits;

/** The defaults are part of what an operator relies on: to change one is to change this. */
class LedgerNodePropertiesTest {

  private static final Map<String, String> NEEDED =
      Map.of(
          "yipiao.ledger.directory", "data",
          "yipiao.ledger.member", "1",
          "yipiao.ledger.genesis-file", "genesis.json",
          "yipiao.ledger.trust-file", "consortium.json",
          "yipiao.ledger.keys-directory", "keys");

  @Test
  void pinsTheDefaults() {
    LedgerNodeProperties bound =
        new Binder(new MapConfigurationPropertySource(NEEDED))
            .bind("yipiao.ledger", LedgerNodeProperties.class)
            .get();
    assertThat(bound.peers()).isEmpty();
    assertThat(bound.engine())
        .isEqualTo(
            new LedgerNodeProperties.Engine(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                60,
                Duration.ofHours(1),
                true,
                true,
                Map.of()));
    assertThat(bound.kafka())
        .isEqualTo(new LedgerNodeProperties.Kafka(false, "127.0.0.1:9092", "ledger.blocks.v1"));
    assertThat(HieroSettings.Pace.ROUNDS_REMEMBERED).isEqualTo(300);
    assertThat(SubmissionLimits.DEFAULT)
        .isEqualTo(new SubmissionLimits(20_000, 64L << 20, Duration.ofSeconds(5)));
  }
}
