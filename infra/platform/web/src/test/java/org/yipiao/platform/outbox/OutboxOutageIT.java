package org.yipiao.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.store.PlatformTables;

/** The relay on a real database while no broker answers. */
class OutboxOutageIT {

  private static final String ONE = "topic-one";
  private static final String OTHER = "topic-other";

  private static final DriverManagerDataSource DATABASE = database();
  private static final JdbcClient JDBC = JdbcClient.create(DATABASE);
  private static final TransactionTemplate TRANSACTIONS =
      new TransactionTemplate(new JdbcTransactionManager(DATABASE));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<String> asked = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private final OutboxRelay relay =
      new OutboxRelay(
          JDBC,
          TRANSACTIONS,
          () -> {
            throw new IllegalStateException("each round is given its producer");
          },
          new OutboxProperties(
              true,
              100,
              Duration.ofMillis(20),
              Duration.ofMillis(20),
              Duration.ofSeconds(15),
              Duration.ofDays(15),
              Duration.ofMinutes(10)),
          () -> now,
          meters);

  private static DriverManagerDataSource database() {
    var access = SharedTestServers.get().freshDatabase("outbox_outage");
    return new DriverManagerDataSource(access.jdbcUrl(), access.user(), access.password());
  }

  @BeforeAll
  static void makeTheTables() {
    PlatformTables.create(JDBC);
  }

  @BeforeEach
  void fresh() {
    JDBC.sql("DELETE FROM outbox_event").update();
  }

  private void commit(String topic, String aggregate) {
    InstantSource time = () -> now;
    var outbox = new Outbox(JDBC, time, () -> {});
    var event =
        OutboxEvent.of(
            topic, aggregate, "ClaimChanged", new TenantId("agency"), "claims", "PAID", "{}");
    TRANSACTIONS.executeWithoutResult(_ -> outbox.append(event));
  }

  private static List<String> left() {
    return JDBC.sql("SELECT CONCAT(topic, ' ', aggregate) FROM outbox_event ORDER BY id")
        .query(String.class)
        .list();
  }

  private double oldestSeconds() {
    return meters.get("yipiao.outbox.oldest.seconds").gauge().value();
  }

  @Test
  void aRoundAsksForEachSilentTopicOnceHoweverManyEventsWait() {
    for (int i = 0; i < 20; i++) {
      commit(ONE, "c-" + i);
      commit(OTHER, "c-" + (100 + i));
    }
    var away = FaultyProducer.silentFor(Set.of(ONE, OTHER), asked::add);

    assertThat(relay.relayOnce(away)).isZero();

    assertThat(asked).containsExactly(ONE, OTHER);
    assertThat(left()).hasSize(40);
  }

  @Test
  void aSilentTopicHoldsItsAggregatesBackAndNoOthers() {
    commit(ONE, "c-1");
    commit(ONE, "c-2");
    commit(OTHER, "c-2");
    commit(OTHER, "c-3");
    var silent = FaultyProducer.silentFor(Set.of(ONE), asked::add);

    assertThat(relay.relayOnce(silent)).isEqualTo(1);

    assertThat(left())
        .as("no event of an aggregate passes an earlier one")
        .containsExactly(ONE + " c-1", ONE + " c-2", OTHER + " c-2");
    assertThat(relay.relayOnce(FaultyProducer.silentFor(Set.of(), asked::add))).isEqualTo(3);
    assertThat(left()).isEmpty();
  }

  @Test
  void theAgeOfTheOldestEventGrowsWhileARoundHangs() {
    commit(ONE, "c-1");
    List<Double> meanwhile = new ArrayList<>();
    Producer<String, byte[]> hanging =
        FaultyProducer.silentFor(
            Set.of(ONE),
            _ -> {
              meanwhile.add(oldestSeconds());
              now = now.plusSeconds(60);
              meanwhile.add(oldestSeconds());
            });

    assertThat(relay.relayOnce(hanging)).isZero();

    assertThat(meanwhile).containsExactly(0.0, 60.0);
    now = now.plusSeconds(60);
    assertThat(oldestSeconds()).isEqualTo(120.0);
    assertThat(relay.relayOnce(FaultyProducer.silentFor(Set.of(), asked::add))).isEqualTo(1);
    assertThat(oldestSeconds()).isZero();
  }
}
