package org.yipiao.bff.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;
import org.yipiao.bff.cache.PersonCache;
import org.yipiao.bff.progress.Signals.Signal;
import org.yipiao.claims.api.ClaimChanged;
import org.yipiao.invoice.api.InvoiceIssued;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what happens to invoices and claims, from now on. Every process reads all partitions, for
 * the streams that it serves; so it belongs to no group, and its places are in its memory. When the
 * consumer fails, the next one goes on at the same places.
 */
@Component
class EventReader implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> TOPICS = List.of(InvoiceIssued.TOPIC, ClaimChanged.TOPIC);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration END = Duration.ofSeconds(2);

  /** It is also how Kafka's absence shows, for a poll does not fail. */
  private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(10);

  private static final int MOST_BYTES = 65_536;

  private final ConsumerFactory<String, String> consumers;
  private final PersonCache cache;
  private final Signals signals;
  private final StreamSlots slots;

  /** The next offset of each partition; of the reading thread alone. */
  private final Map<TopicPartition, Long> places = new HashMap<>();

  /** Whether there was a first look at the partitions; of the reading thread alone. */
  private boolean begun;

  private volatile CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean running;
  private volatile @Nullable Consumer<String, String> consumer;
  private @Nullable Thread thread;

  EventReader(
      ConsumerFactory<String, String> consumers,
      PersonCache cache,
      Signals signals,
      StreamSlots slots) {
    this.slots = slots;
    this.consumers = consumers;
    this.cache = cache;
    this.signals = signals;
  }

  @Override
  public synchronized void start() {
    running = true;
    stopped = new CountDownLatch(1);
    thread = Thread.ofPlatform().name("event-reader").daemon().start(this::read);
  }

  /** Comes before the web server's own stop, which would break streams off. */
  @Override
  public synchronized void stop() {
    running = false;
    stopped.countDown();
    signals.close();
    var reading = consumer;
    if (reading != null) {
      reading.wakeup();
    }
    var reader = thread;
    if (reader != null) {
      join(reader);
    }
    slots.awaitNone(END);
  }

  private static void join(Thread reader) {
    try {
      reader.join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void read() {
    while (running) {
      try (Consumer<String, String> reading = consumers.createConsumer()) {
        consumer = reading;
        follow(reading);
      } catch (WakeupException e) {
        LOG.debug("woken");
      } catch (RuntimeException e) {
        // Whatever it is, the next consumer goes on; values grow old by themselves until then.
        LOG.warn("events cannot be read now: {}", e.getClass().getSimpleName());
        signals.hearing(false);
        signals.resyncAll();
        pause();
      }
    }
  }

  private void follow(Consumer<String, String> reading) {
    long looked = System.nanoTime() - LOOK_FOR_PARTITIONS.toNanos();
    while (running) {
      boolean incomplete =
          TOPICS.stream()
              .anyMatch(t -> places.keySet().stream().noneMatch(p -> p.topic().equals(t)));
      if (incomplete || System.nanoTime() - looked >= LOOK_FOR_PARTITIONS.toNanos()) {
        assign(reading);
        looked = System.nanoTime();
      }
      if (places.isEmpty()) {
        pause();
        continue;
      }
      for (var each : reading.poll(POLL)) {
        take(each);
        places.put(new TopicPartition(each.topic(), each.partition()), each.offset() + 1);
      }
    }
  }

  /**
   * A partition that was there at the first look is read from its end, a new one from its begin.
   */
  private void assign(Consumer<String, String> reading) {
    boolean first = !begun;
    var found = new ArrayList<TopicPartition>();
    for (var topic : TOPICS) {
      var partitions = reading.partitionsFor(topic);
      if (partitions != null) {
        partitions.forEach(each -> found.add(new TopicPartition(topic, each.partition())));
      }
    }
    var fresh = found.stream().filter(each -> !places.containsKey(each)).toList();
    var all = new HashSet<>(places.keySet());
    all.addAll(fresh);
    reading.assign(all);
    places.putAll(first ? reading.endOffsets(fresh) : reading.beginningOffsets(fresh));
    places.forEach(reading::seek);
    if (first) {
      cache.hearsEverything();
    }
    begun = true;
    signals.hearing(true);
  }

  private void take(ConsumerRecord<String, String> event) {
    var text = event.value();
    if (text == null || text.length() > MOST_BYTES) {
      return;
    }
    try {
      var json = JSON.readTree(text);
      if (event.topic().equals(ClaimChanged.TOPIC)) {
        claimMoved(json);
      } else {
        invoiceCame(json);
      }
    } catch (JacksonException e) {
      LOG.warn("an event of {} cannot be read", event.topic());
    }
  }

  private void claimMoved(JsonNode event) {
    var claimId = event.path("claimId").asString("");
    var person = event.path("personId").asString("");
    if (!person.isEmpty()) {
      cache.heard(person);
      signals.toPerson(person, new Signal.ClaimMoved(claimId, event.path("status").asString("")));
    }
    signals.toClaim(claimId);
  }

  private void invoiceCame(JsonNode event) {
    var person = event.path("personId").asString("");
    if (!person.isEmpty()) {
      cache.heard(person);
      signals.toPerson(person, new Signal.InvoiceCame(event.path("invoiceId").asString("")));
    }
  }

  private void pause() {
    try {
      if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("the reader ends");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
