package org.yipiao.platform.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.platform.store.Instants;

/**
 * Publishes the rows of {@code outbox_event} to Kafka and deletes what Kafka acknowledged.
 *
 * <p>One relay works at a time, whoever holds the lock on the leader row: two could overtake each
 * other within an aggregate. A round sends in waves with at most one event of each aggregate; an
 * aggregate whose event fails is left alone until the next round, so its events never pass one
 * another; so is a topic for which the time to send was over once, for each further event would
 * wait as long. A crash between acknowledgement and delete publishes again: at least once.
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
  private volatile @Nullable Instant oldest;
  private volatile @Nullable Thread worker;

  private record Sent(OutboxRow row, Future<RecordMetadata> acknowledgement) {}

  /** What one round has come to so far. */
  private static final class Round {
    final Set<Long> done = new LinkedHashSet<>();
    final Set<String> failedAggregates = new HashSet<>();
    final Set<String> silentTopics = new HashSet<>();
  }

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
    Gauge.builder("yipiao.outbox.oldest.seconds", this, OutboxRelay::oldestSeconds)
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
            // Another relay sees to it, and tells how old they are.
            oldest = null;
            return -1;
          }
          var rows = OutboxRow.first(jdbc, properties.batchSize());
          oldest = oldest(rows, Set.of());
          var done = publish(producer, rows);
          delete(done);
          oldest = oldest(rows, done);
          return done.size();
        });
    return result == null ? 0 : result;
  }

  private static @Nullable Instant oldest(List<OutboxRow> rows, Set<Long> done) {
    return rows.stream()
        .filter(row -> !done.contains(row.id()))
        .findFirst()
        .map(row -> Instants.fromColumn(row.createdAt()))
        .orElse(null);
  }

  /** Counted when it is asked for, so that it grows while a round hangs. */
  private double oldestSeconds() {
    var since = oldest;
    return since == null ? 0 : Duration.between(since, time.instant()).toMillis() / 1000.0;
  }

  private Set<Long> publish(Producer<String, byte[]> producer, List<OutboxRow> rows) {
    var round = new Round();
    var waiting = rows;
    while (!waiting.isEmpty()) {
      var wave = new LinkedHashMap<String, OutboxRow>();
      var later = new ArrayList<OutboxRow>();
      for (var row : waiting) {
        if (!round.failedAggregates.contains(row.aggregate())
            && wave.putIfAbsent(row.aggregate(), row) != null) {
          later.add(row);
        }
      }
      send(producer, List.copyOf(wave.values()), round);
      waiting = later;
    }
    published.increment(round.done.size());
    return round.done;
  }

  private void send(Producer<String, byte[]> producer, List<OutboxRow> wave, Round round) {
    var sent = new ArrayList<Sent>(wave.size());
    for (var row : wave) {
      if (round.silentTopics.contains(row.topic())) {
        round.failedAggregates.add(row.aggregate());
        continue;
      }
      try {
        var acknowledgement = producer.send(row.message());
        if (hasTimedOut(acknowledgement)) {
          round.silentTopics.add(row.topic());
        }
        sent.add(new Sent(row, acknowledgement));
      } catch (org.apache.kafka.common.errors.TimeoutException e) {
        round.silentTopics.add(row.topic());
        fail(row, e, round);
      } catch (RuntimeException e) {
        fail(row, e, round);
      }
    }
    producer.flush();
    for (var each : sent) {
      try {
        each.acknowledgement().get(1, TimeUnit.SECONDS);
        round.done.add(each.row().id());
      } catch (ExecutionException | TimeoutException e) {
        fail(each.row(), e, round);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        round.failedAggregates.add(each.row().aggregate());
      }
    }
  }

  /** A record for which there was no broker or no room comes back failed. */
  private static boolean hasTimedOut(Future<RecordMetadata> acknowledgement) {
    return acknowledgement.state() == Future.State.FAILED
        && acknowledgement.exceptionNow()
            instanceof org.apache.kafka.common.errors.TimeoutException;
  }

  private void fail(OutboxRow row, Exception e, Round round) {
    round.failedAggregates.add(row.aggregate());
    failures.increment();
    LOG.warn(
        "event {} ({}) for {} was not acknowledged and is sent again: {}",
        row.eventId(),
        row.type(),
        row.topic(),
        e.toString());
  }

  private void delete(Set<Long> ids) {
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
