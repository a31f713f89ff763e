package org.yipiao.platform.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.platform.store.Instants;
import org.yipiao.platform.telemetry.TraceContext;

/**
 * Publishes the rows of {@code outbox_event} to Kafka and deletes what Kafka acknowledged.
 *
 * <p>One relay works at a time, whoever holds the lock on the leader row: two could overtake each
 * other within an aggregate. A round sends in waves with at most one event of each aggregate; an
 * aggregate whose event fails is left alone until the next round, so its events never pass one
 * another. A crash between acknowledgement and delete publishes again: at least once.
 */
final class OutboxRelay implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Supplier<Producer<String, byte[]>> producers;
  private final OutboxProperties properties;
  private final InstantSource time;
  private final Semaphore wakeUps = new Semaphore(0);
  private final Counter published;
  private final Counter failures;
  private volatile double oldestSeconds;
  private volatile @Nullable Thread worker;

  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  private record Row(
      long id,
      String eventId,
      String topic,
      String aggregate,
      String type,
      String tenant,
      byte[] payload,
      @Nullable String traceparent,
      LocalDateTime createdAt) {}

  private record Sent(Row row, Future<RecordMetadata> acknowledgement) {}

  OutboxRelay(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Supplier<Producer<String, byte[]>> producers,
      OutboxProperties properties,
      InstantSource time,
      MeterRegistry meters) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.producers = producers;
    this.properties = properties;
    this.time = time;
    this.published =
        Counter.builder("yipiao.outbox.published").description("events published").register(meters);
    this.failures =
        Counter.builder("yipiao.outbox.failures")
            .description("rounds or events that failed and are tried again")
            .register(meters);
    Gauge.builder("yipiao.outbox.oldest.seconds", this, relay -> relay.oldestSeconds)
        .description("age of the oldest event not yet published, as the relay saw it last")
        .register(meters);
  }

  /** Lets the relay look at the table at once. */
  void wake() {
    if (wakeUps.availablePermits() == 0) {
      wakeUps.release();
    }
  }

  /** One round; how many events were published, or -1 when another relay is at work. */
  int relayOnce(Producer<String, byte[]> producer) {
    var result =
        transactions.execute(_ -> {
          var leader =
              jdbc.sql(
                      "SELECT name FROM outbox_leader WHERE name = 'relay'"
                          + " FOR UPDATE SKIP LOCKED")
                  .query(String.class)
                  .optional();
          if (leader.isEmpty()) {
            return -1;
          }
          var rows = read();
          oldestSeconds = rows.isEmpty() ? 0 : secondsSince(rows.getFirst().createdAt());
          var done = publish(producer, rows);
          delete(done);
          return done.size();
        });
    return result == null ? 0 : result;
  }

  private double secondsSince(LocalDateTime column) {
    return Duration.between(Instants.fromColumn(column), time.instant()).toMillis() / 1000.0;
  }

  private List<Row> read() {
    return jdbc.sql(
            """
            SELECT id, event_id, topic, aggregate, type, tenant, payload, traceparent, created_at
              FROM outbox_event ORDER BY id LIMIT ?
            """)
        .param(properties.batchSize())
        .query((rs, _) ->
            new Row(
                rs.getLong(1),
                rs.getString(2),
                rs.getString(3),
                rs.getString(4),
                rs.getString(5),
                rs.getString(6),
                rs.getBytes(7),
                rs.getString(8),
                rs.getObject(9, LocalDateTime.class)))
        .list();
  }

  private List<Long> publish(Producer<String, byte[]> producer, List<Row> rows) {
    var done = new ArrayList<Long>(rows.size());
    var failed = new HashSet<String>();
    var waiting = rows;
    while (!waiting.isEmpty()) {
      var wave = new LinkedHashMap<String, Row>();
      var later = new ArrayList<Row>();
      for (var row : waiting) {
        if (!failed.contains(row.aggregate()) && wave.putIfAbsent(row.aggregate(), row) != null) {
          later.add(row);
        }
      }
      send(producer, wave.values().stream().toList(), done, failed);
      waiting = later;
    }
    published.increment(done.size());
    return done;
  }

  private void send(
      Producer<String, byte[]> producer, List<Row> wave, List<Long> done, Set<String> failed) {
    var sent = new ArrayList<Sent>(wave.size());
    for (var row : wave) {
      try {
        sent.add(new Sent(row, producer.send(message(row))));
      } catch (RuntimeException e) {
        fail(row, e, failed);
      }
    }
    producer.flush();
    for (var each : sent) {
      try {
        each.acknowledgement().get(1, TimeUnit.SECONDS);
        done.add(each.row().id());
      } catch (ExecutionException | TimeoutException e) {
        fail(each.row(), e, failed);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failed.add(each.row().aggregate());
      }
    }
  }

  private void fail(Row row, Exception e, Set<String> failed) {
    failed.add(row.aggregate());
    failures.increment();
    LOG.warn(
        "event {} ({}) for {} was not acknowledged and is sent again: {}",
        row.eventId(),
        row.type(),
        row.topic(),
        e.toString());
  }

  private static ProducerRecord<String, byte[]> message(Row row) {
    var message = new ProducerRecord<>(row.topic(), row.aggregate(), row.payload());
    header(message, EventHeaders.EVENT_ID, row.eventId());
    header(message, EventHeaders.EVENT_TYPE, row.type());
    header(message, EventHeaders.TENANT, row.tenant());
    if (row.traceparent() != null) {
      header(message, TraceContext.HEADER, row.traceparent());
    }
    return message;
  }

  private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
    message.headers().add(name, value.getBytes(StandardCharsets.US_ASCII));
  }

  private void delete(List<Long> ids) {
    if (!ids.isEmpty()) {
      jdbc.sql("DELETE FROM outbox_event WHERE id IN (:ids)").param("ids", ids).update();
    }
  }

  private void work() {
    Producer<String, byte[]> producer = null;
    try {
      while (isRunning()) {
        try {
          if (producer == null) {
            producer = producers.get();
          }
          int count = relayOnce(producer);
          if (count < properties.batchSize()) {
            pause(properties.pollInterval());
          }
        } catch (RuntimeException e) {
          failures.increment();
          LOG.warn("the outbox could not be relayed and is tried again: {}", e.toString());
          pause(properties.retryDelay());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (producer != null) {
        producer.close(STOP_PATIENCE);
      }
    }
  }

  private void pause(Duration duration) throws InterruptedException {
    if (wakeUps.tryAcquire(duration.toMillis(), TimeUnit.MILLISECONDS)) {
      wakeUps.drainPermits();
    }
  }

  @Override
  public void start() {
    var thread = Thread.ofPlatform().name("outbox-relay").daemon().unstarted(this::work);
    worker = thread;
    thread.start();
  }

  @Override
  public void stop() {
    var thread = worker;
    worker = null;
    if (thread == null) {
      return;
    }
    wakeUps.release();
    try {
      if (!thread.join(STOP_PATIENCE)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return worker != null;
  }
}
