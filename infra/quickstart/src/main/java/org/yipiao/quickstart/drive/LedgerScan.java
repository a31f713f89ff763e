package org.yipiao.quickstart.drive;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.yipiao.ledger.protocol.log.EntryBundle;

/** Reads everything that the ledger keeps and publishes. */
public final class LedgerScan {

  private static final String BLOCKS = "ledger.blocks.v1";
  private static final int LEAVES_AT_ONCE = 256;
  private static final Duration KAFKA_WITHIN = Duration.ofSeconds(30);

  private final JsonHttp http;
  private final Installation installation;

  public LedgerScan(JsonHttp http, Installation installation) {
    this.http = http;
    this.installation = installation;
  }

  /** All leaves of the final log as the first node has it, in order. */
  public List<byte[]> leaves() throws IOException {
    return leaves(installation.nodes().getFirst());
  }

  /** All leaves of the final log as one node has it, in order. */
  public List<byte[]> leaves(URI node) throws IOException {
    List<byte[]> leaves = new ArrayList<>();
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
  public void blocks(Consumer<byte[]> each) throws IOException {
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
}
