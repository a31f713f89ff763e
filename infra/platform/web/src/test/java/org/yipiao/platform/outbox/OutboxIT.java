package org.yipiao.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
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
import org.yipiao.platform.telemetry.TraceContext;

/**
 * From a row to a consumer that has taken the event in once, on a real database and a real Kafka.
 */
class OutboxIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final TenantId TENANT = new TenantId("agency");

  /** The end of the process at that instant. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static JdbcClient jdbc;
  private static TransactionTemplate transactions;
  private static Producer<String, byte[]> kafka;

  private static Outbox outbox;
  private static Inbox inbox;
  private String topic = "";

  @BeforeAll
  static void start() {
    var access = SharedTestServers.get().freshDatabase("outbox");
    var database = new DriverManagerDataSource(access.jdbcUrl(), access.user(), access.password());
    jdbc = JdbcClient.create(database);
    transactions = new TransactionTemplate(new JdbcTransactionManager(database));
    PlatformTables.create(jdbc);
    jdbc.sql("CREATE TABLE claim (name VARCHAR(50) NOT NULL PRIMARY KEY)").update();
    kafka = producer();
    outbox = new Outbox(jdbc, InstantSource.system(), () -> {});
    inbox = new Inbox(jdbc, InstantSource.system());
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @BeforeEach
  void fresh() {
    jdbc.sql("DELETE FROM outbox_event").update();
    jdbc.sql("DELETE FROM claim").update();
    topic = "outbox-it-" + UUID.randomUUID();
  }

  private static Producer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", SharedTestServers.get().kafkaBootstrapServers(), "acks", "all"),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private static OutboxRelay relay(int batchSize) {
    return new OutboxRelay(
        jdbc,
        transactions,
        OutboxIT::producer,
        new OutboxProperties(
            true,
            batchSize,
            Duration.ofMillis(20),
            Duration.ofMillis(20),
            Duration.ofSeconds(15),
            Duration.ofDays(15),
            Duration.ofMinutes(10)),
        InstantSource.system(),
        new SimpleMeterRegistry());
  }

  private void append(String aggregate, String payload) {
    outbox.append(
        OutboxEvent.of(topic, aggregate, "ClaimChanged", TENANT, "claims", "PAID", payload));
  }

  private void commit(String aggregate, String payload) {
    transactions.executeWithoutResult(_ -> append(aggregate, payload));
  }

  private static int rows(String table) {
    return jdbc.sql("SELECT COUNT(*) FROM " + table).query(Integer.class).single();
  }

  /** What a new reader finds in the topic, once there are so many records. */
  private List<ConsumerRecord<String, String>> records(int count) {
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers", SharedTestServers.get().kafkaBootstrapServers(),
            "group.id", UUID.randomUUID().toString(),
            "auto.offset.reset", "earliest");
    var found = new ArrayList<ConsumerRecord<String, String>>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      await()
          .atMost(PATIENCE)
          .until(() -> {
            consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            return found.size() >= count;
          });
      consumer.poll(Duration.ofMillis(200)).forEach(found::add);
    }
    assertThat(found).hasSize(count);
    return found;
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return EventHeaders.read(record.headers(), name).orElseThrow();
  }

  @Test
  void aRowAndItsEventAreOneTransaction() {
    transactions.executeWithoutResult(_ -> {
      jdbc.sql("INSERT INTO claim (name) VALUES ('together')").update();
      append("c-1", "{}");
    });
    assertThat(rows("claim")).isEqualTo(1);
    assertThat(rows("outbox_event")).isEqualTo(1);
  }

  @Test
  void theRowsOfAnEventSayWhoseItIsWhoBroughtItAndWhy() {
    commit("c-1", "{}");
    var event = event(UUID.randomUUID().toString());
    takeIn(event);
    assertThat(origin("outbox_event", "aggregate = 'c-1'")).isEqualTo("agency claims PAID");
    assertThat(origin("inbox_event", "event_id = '" + event.eventId() + "'"))
        .isEqualTo("agency reader ClaimChanged");
  }

  private static String origin(String table, String condition) {
    return jdbc.sql(
            "SELECT CONCAT_WS(' ', tenant, actor, cause) FROM " + table + " WHERE " + condition)
        .query(String.class)
        .single();
  }

  @Test
  void aRollbackLeavesNeitherTheRowNorTheEvent() {
    assertThatThrownBy(() ->
            transactions.executeWithoutResult(_ -> {
              jdbc.sql("INSERT INTO claim (name) VALUES ('neither')").update();
              append("c-1", "{}");
              throw new IllegalStateException("after both");
            }))
        .hasMessage("after both");
    assertThat(rows("claim")).isZero();
    assertThat(rows("outbox_event")).isZero();
    assertThat(relay(10).relayOnce(kafka)).isZero();
  }

  @Test
  void takesNoEventOutsideATransaction() {
    assertThatThrownBy(() -> append("c-1", "{}")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> inbox.firstTime("reader", event(UUID.randomUUID().toString())))
        .isInstanceOf(IllegalStateException.class);
    assertThat(rows("outbox_event")).isZero();
  }

  @Test
  void aRelayKilledBetweenSendingAndMarkingSendsAgainAndTheInboxDropsIt() {
    commit("c-1", "{\"paid\":1}");
    var dying =
        FaultyProducer.of(
            kafka,
            () -> {
              throw new Killed();
            });
    assertThatThrownBy(() -> relay(10).relayOnce(dying)).isInstanceOf(Killed.class);
    assertThat(rows("outbox_event")).as("the event is not marked as sent").isEqualTo(1);

    assertThat(relay(10).relayOnce(kafka)).isEqualTo(1);

    var twice = records(2);
    assertThat(twice.getFirst().value()).isEqualTo(twice.getLast().value());
    assertThat(header(twice.getFirst(), EventHeaders.EVENT_ID))
        .isEqualTo(header(twice.getLast(), EventHeaders.EVENT_ID));
    twice.forEach(record ->
        takeIn(
            new InboxEvent(
                header(record, EventHeaders.EVENT_ID),
                header(record, EventHeaders.EVENT_TYPE),
                new TenantId(header(record, EventHeaders.TENANT)))));
    assertThat(rows("claim")).as("effects of the event").isEqualTo(1);
    assertThat(rows("outbox_event")).isZero();
  }

  private static InboxEvent event(String eventId) {
    return new InboxEvent(eventId, "ClaimChanged", TENANT);
  }

  private void takeIn(InboxEvent event) {
    transactions.executeWithoutResult(_ -> {
      if (inbox.firstTime("reader", event)) {
        jdbc.sql("INSERT INTO claim (name) VALUES (?)").param(UUID.randomUUID() + "").update();
      }
    });
  }

  @Test
  void anEventWhoseEffectWasRolledBackIsTakenInAgain() {
    var event = event(UUID.randomUUID().toString());
    assertThatThrownBy(() ->
            transactions.executeWithoutResult(_ -> {
              assertThat(inbox.firstTime("reader", event)).isTrue();
              throw new IllegalStateException("the effect failed");
            }))
        .hasMessage("the effect failed");
    takeIn(event);
    takeIn(event);
    assertThat(rows("claim")).isEqualTo(1);
  }

  @Test
  void eachConsumerTakesAnEventInForItself() {
    var event = event(UUID.randomUUID().toString());
    transactions.executeWithoutResult(_ -> {
      assertThat(inbox.firstTime("one", event)).isTrue();
      assertThat(inbox.firstTime("other", event)).isTrue();
      assertThat(inbox.firstTime("one", event)).isFalse();
    });
  }

  @Test
  void forgetsEventsPastTheirRetentionInBoundedSteps() {
    jdbc.sql("DELETE FROM inbox_event").update();
    var old = new Inbox(jdbc, () -> Instant.parse("2026-01-01T00:00:00Z"));
    transactions.executeWithoutResult(_ -> {
      for (int i = 0; i < 3; i++) {
        old.firstTime("reader", event("old-" + i));
      }
      inbox.firstTime("reader", event("new"));
    });
    assertThat(inbox.deleteOlderThan(Duration.ofDays(15), 2)).isEqualTo(2);
    assertThat(inbox.deleteOlderThan(Duration.ofDays(15), 2)).isEqualTo(1);
    assertThat(inbox.deleteOlderThan(Duration.ofDays(15), 2)).isZero();
  }

  @Test
  void keepsTheOrderOfEachKey() {
    for (int i = 0; i < 60; i++) {
      commit("c-" + i % 3, Integer.toString(i));
    }
    var relay = relay(25);
    while (rows("outbox_event") > 0) {
      relay.relayOnce(kafka);
    }
    var all = records(60);
    for (int key = 0; key < 3; key++) {
      String aggregate = "c-" + key;
      assertThat(all.stream().filter(r -> r.key().equals(aggregate)).map(ConsumerRecord::value))
          .extracting(Integer::parseInt)
          .hasSize(20)
          .isSorted();
    }
  }

  @Test
  void aFailedEventHoldsItsOwnKeyBackAndNoOther() {
    commit("held", "1");
    commit("held", "2");
    commit("free", "3");
    var failing = FaultyProducer.refusing(kafka, "held");
    assertThat(relay(10).relayOnce(failing)).isEqualTo(1);
    assertThat(records(1).getFirst().value()).isEqualTo("3");

    assertThat(relay(10).relayOnce(kafka)).isEqualTo(2);

    assertThat(records(3).stream().filter(r -> r.key().equals("held")).map(ConsumerRecord::value))
        .containsExactly("1", "2");
  }

  @Test
  void aRoundIsBounded() {
    for (int i = 0; i < 7; i++) {
      commit("c-" + i, "{}");
    }
    var relay = relay(3);
    assertThat(relay.relayOnce(kafka)).isEqualTo(3);
    assertThat(relay.relayOnce(kafka)).isEqualTo(3);
    assertThat(relay.relayOnce(kafka)).isEqualTo(1);
    assertThat(relay.relayOnce(kafka)).isZero();
  }

  @Test
  void onlyOneRelayWorksAtATime() throws Exception {
    commit("c-1", "{}");
    Integer other =
        transactions.execute(_ -> {
          jdbc.sql("SELECT name FROM outbox_leader WHERE name = 'relay' FOR UPDATE")
              .query(String.class)
              .single();
          try (var threads = java.util.concurrent.Executors.newSingleThreadExecutor()) {
            return threads.submit(() -> relay(10).relayOnce(kafka)).get();
          } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(other).isEqualTo(-1);
    assertThat(relay(10).relayOnce(kafka)).isEqualTo(1);
  }

  @Test
  void aStartedRelayPublishesOnItsOwnUnderTheTraceOfTheChange() {
    var trace = TraceContext.begin();
    try (var _ = trace.bind()) {
      commit("c-1", "{\"state\":\"PAID\"}");
    }
    var relay = relay(10);
    relay.start();
    try {
      var published = records(1).getFirst();
      assertThat(published.key()).isEqualTo("c-1");
      assertThat(published.value()).isEqualTo("{\"state\":\"PAID\"}");
      assertThat(header(published, EventHeaders.EVENT_TYPE)).isEqualTo("ClaimChanged");
      assertThat(header(published, EventHeaders.TENANT)).isEqualTo("agency");
      assertThat(
              new String(
                  published.headers().lastHeader(TraceContext.HEADER).value(),
                  StandardCharsets.US_ASCII))
          .contains(trace.traceId());
      await().atMost(PATIENCE).until(() -> rows("outbox_event") == 0);
    } finally {
      relay.stop();
    }
    assertThat(relay.isRunning()).isFalse();
  }
}
