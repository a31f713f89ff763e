package org.yipiao.ledger.server.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.event.FinalBlock;
import org.yipiao.ledger.server.local.LoopbackPorts;
import org.yipiao.ledger.server.node.SimulatedConsortium;

/** Final blocks reach a real topic: each of them, in order and whole, whatever fails on the way. */
class BlockPublisherIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PUBLISHER = 1;

  private final String broker = SharedTestServers.get().kafkaBootstrapServers();
  private final String topic = "test.blocks-" + UUID.randomUUID();

  @TempDir Path directory;
  private SimulatedConsortium consortium;

  @BeforeEach
  void makeBlocks() throws Exception {
    consortium = SimulatedConsortium.withBlocks(directory, 6);
    assertAllIsFinal(6);
  }

  @Test
  void everyFinalBlockComesInOrderUnderItsHeight() throws Exception {
    try (var publisher = publisher(this::sink)) {
      publisher.start();
      awaitAllPublished(publisher);
      makeBlocks(10, 6);
      awaitAllPublished(publisher);
    }
    assertIsTheWholeChain(records());
  }

  @Test
  void aPublisherGoesOnWhereTheOneBeforeItWasStopped() throws Exception {
    try (var stopped = publisher(this::sink)) {
      stopped.start();
      await().atMost(PATIENCE).until(() -> stopped.next() >= 3);
    }
    makeBlocks(10, 6);
    try (var publisher = publisher(this::sink)) {
      publisher.start();
      awaitAllPublished(publisher);
    }
    // What was on its way when the first was stopped comes twice at most.
    assertIsTheWholeChain(withoutRepeats(records()));
  }

  /** No name of a broker, a broker that is not there, and an acknowledgement that is lost. */
  @Test
  void nothingIsLostWhenTheSinkFails() throws Exception {
    makeTopic();
    int nobody = LoopbackPorts.free(1).getFirst();
    Queue<Callable<BlockSink>> sinks = new ConcurrentLinkedQueue<>();
    sinks.add(() -> new KafkaBlockSink("nowhere.invalid:9092", topic));
    sinks.add(() -> new KafkaBlockSink("127.0.0.1:" + nobody, topic, 500));
    sinks.add(() -> new ForgetfulSink(sink()));
    try (var publisher = publisher(() -> next(sinks))) {
      publisher.start();
      awaitAllPublished(publisher);
    }
    assertThat(sinks).isEmpty();
    var records = records();
    var once = withoutRepeats(records);
    assertThat(records).hasSize(once.size() + 1);
    assertIsTheWholeChain(once);
  }

  /** After a power loss the node may not know that it has published what it published last. */
  @Test
  void aNodeThatLostPowerPublishesAgainRatherThanLeaveOut() throws Exception {
    try (var publisher = publisher(this::sink)) {
      publisher.start();
      awaitAllPublished(publisher);
    }
    int before = records().size();
    consortium.crash(PUBLISHER);
    consortium.start(PUBLISHER);
    makeBlocks(10, 6);
    try (var publisher = publisher(this::sink)) {
      assertThat(publisher.next()).isBetween(0L, (long) before);
      publisher.start();
      awaitAllPublished(publisher);
    }
    long next = 0;
    for (var record : records()) {
      long height = Long.parseLong(record.key());
      assertThat(height).isLessThanOrEqualTo(next);
      next = Math.max(next, height + 1);
      assertHasTheLeavesOf(height, record);
    }
    assertThat(next).isEqualTo(lastFinal() + 1);
  }

  /** Hands blocks on, and fails once after the block was safe. */
  private static final class ForgetfulSink implements BlockSink {

    private final BlockSink sink;
    private int untilFailure = 3;

    ForgetfulSink(BlockSink sink) {
      this.sink = sink;
    }

    @Override
    public void publish(long height, byte[] event) throws Exception {
      sink.publish(height, event);
      untilFailure--;
      if (untilFailure == 0) {
        throw new IOException("connection reset");
      }
    }

    @Override
    public void close() {
      sink.close();
    }
  }

  private BlockSink sink() throws Exception {
    return new KafkaBlockSink(broker, topic);
  }

  private BlockSink next(Queue<Callable<BlockSink>> sinks) throws Exception {
    var next = sinks.poll();
    return next == null ? sink() : next.call();
  }

  /** With it there at once, no sink but those that are meant to fails. */
  private void makeTopic() throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker))) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.empty(), Optional.empty())))
          .all()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private BlockPublisher publisher(Callable<BlockSink> sinks) {
    return new BlockPublisher(consortium.node(PUBLISHER), sinks);
  }

  private void makeBlocks(int from, int count) throws Exception {
    consortium.makeBlocks(from, count);
    assertAllIsFinal(count);
  }

  private void assertAllIsFinal(int blocks) {
    var chain = consortium.node(PUBLISHER).chain();
    assertThat(chain.finalSize()).isEqualTo(chain.log().size());
    assertThat(lastFinal()).isGreaterThanOrEqualTo(blocks);
  }

  private long lastFinal() {
    return consortium.node(PUBLISHER).chain().finalCheckpoint().orElseThrow().height();
  }

  private void awaitAllPublished(BlockPublisher publisher) {
    await().atMost(PATIENCE).until(() -> publisher.next() > lastFinal());
  }

  /** All that is in the topic now, partition by partition. */
  private List<ConsumerRecord<String, byte[]>> records() {
    var settings =
        Map.<String, Object>of("bootstrap.servers", broker, "auto.offset.reset", "earliest");
    var found = new ArrayList<ConsumerRecord<String, byte[]>>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      var ends = consumer.endOffsets(partitions);
      await()
          .atMost(PATIENCE)
          .until(() -> {
            consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
          });
    }
    return found;
  }

  /** Of a block that comes again right behind itself, in the same bytes, the first. */
  private static List<ConsumerRecord<String, byte[]>> withoutRepeats(
      List<ConsumerRecord<String, byte[]>> records) {
    var once = new ArrayList<ConsumerRecord<String, byte[]>>();
    for (var record : records) {
      if (once.isEmpty() || !once.getLast().key().equals(record.key())) {
        once.add(record);
      } else {
        assertThat(record.value()).isEqualTo(once.getLast().value());
      }
    }
    return once;
  }

  /** Each final block of the node once and in order, under the checkpoint that covers it. */
  private void assertIsTheWholeChain(List<ConsumerRecord<String, byte[]>> records) {
    var chain = consortium.node(PUBLISHER).chain();
    assertThat(records.stream().map(ConsumerRecord::key).toList())
        .isEqualTo(LongStream.rangeClosed(0, lastFinal()).mapToObj(Long::toString).toList());
    for (var record : records) {
      assertThat(record.partition()).isZero();
      long height = Long.parseLong(record.key());
      var event = assertHasTheLeavesOf(height, record);
      long size = event.firstLeaf() + event.leaves().size();
      assertThat(event.checkpoint()).isEqualTo(chain.checkpointCovering(size).orElseThrow().note());
      assertThat(CosignedCheckpoint.verify(event.checkpoint(), consortium.trust()))
          .isInstanceOf(Verification.Final.class);
      assertThat(record.value()).isEqualTo(event.encode());
    }
  }

  private FinalBlock assertHasTheLeavesOf(long height, ConsumerRecord<String, byte[]> record) {
    var chain = consortium.node(PUBLISHER).chain();
    long first = height == 0 ? 0 : chain.block(height - 1).orElseThrow().size();
    long size = chain.block(height).orElseThrow().size();
    var event = FinalBlock.decode(record.value());
    assertThat(event.height()).isEqualTo(height);
    assertThat(event.firstLeaf()).isEqualTo(first);
    assertThat(hex(event.leaves()))
        .isEqualTo(hex(chain.leaves(first, Math.toIntExact(size - first))));
    return event;
  }

  private static List<String> hex(List<byte[]> leaves) {
    return leaves.stream().map(leaf -> HexFormat.of().formatHex(leaf)).toList();
  }
}
