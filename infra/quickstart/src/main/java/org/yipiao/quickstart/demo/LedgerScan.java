package org.yipiao.quickstart.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.yipiao.ledger.protocol.log.EntryBundle;

/** Reads everything that the ledger keeps and publishes, and searches it for planted data. */
final class LedgerScan {

  private static final String BLOCKS = "ledger.blocks.v1";
  private static final int LEAVES_AT_ONCE = 256;
  private static final Duration KAFKA_WITHIN = Duration.ofSeconds(30);

  private final JsonHttp http;
  private final Installation installation;

  LedgerScan(JsonHttp http, Installation installation) {
    this.http = http;
    this.installation = installation;
  }

  /** All leaves of the final log as one node has it, in order. */
  List<byte[]> leaves() throws IOException {
    List<byte[]> leaves = new ArrayList<>();
    URI node = installation.nodes().getFirst();
    while (true) {
      List<byte[]> page =
          EntryBundle.decode(
              http.getBytes(
                  node.resolve("/v1/leaves?from=" + leaves.size() + "&count=" + LEAVES_AT_ONCE),
                  installation.bearer("demo-driver")));
      if (page.isEmpty()) {
        return leaves;
      }
      leaves.addAll(page);
    }
  }

  /** Every record of the topic of final blocks, key and value. */
  void blocks(Consumer<byte[]> each) throws IOException {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, installation.kafkaBootstrap());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(BLOCKS, KAFKA_WITHIN).stream()
              .map(partition -> new TopicPartition(BLOCKS, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, KAFKA_WITHIN);
      long deadline = System.nanoTime() + KAFKA_WITHIN.toNanos();
      while (partitions.stream()
          .anyMatch(at -> consumer.position(at) < ends.getOrDefault(at, 0L))) {
        if (System.nanoTime() > deadline) {
          throw new IOException("the topic " + BLOCKS + " was not read within " + KAFKA_WITHIN);
        }
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(found -> {
              if (found.key() != null) {
                each.accept(found.key());
              }
              if (found.value() != null) {
                each.accept(found.value());
              }
            });
      }
    }
  }

  /**
   * Searches all leaves and blocks; the control is the same search over a copy of a leaf in which
   * one needle was planted.
   */
  DemoReport.PersonalData search(Collection<String> planted) throws IOException {
    Needles needles = new Needles(planted);
    List<byte[]> leaves = leaves();
    int[] hits = {0};
    leaves.forEach(leaf -> hits[0] += needles.hitsIn(leaf));
    blocks(bytes -> hits[0] += needles.hitsIn(bytes));
    int control = 0;
    if (!planted.isEmpty() && !leaves.isEmpty()) {
      byte[] secret = planted.iterator().next().getBytes(StandardCharsets.UTF_8);
      byte[] leaf = leaves.getLast();
      byte[] plantedLeaf = new byte[leaf.length + secret.length];
      System.arraycopy(leaf, 0, plantedLeaf, 0, leaf.length);
      System.arraycopy(secret, 0, plantedLeaf, leaf.length, secret.length);
      List<byte[]> copy = new ArrayList<>(leaves);
      copy.set(copy.size() - 1, plantedLeaf);
      for (byte[] each : copy) {
        control += needles.hitsIn(each);
      }
    }
    return new DemoReport.PersonalData(leaves.size(), needles.count(), hits[0], control);
  }
}
