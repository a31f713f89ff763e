package org.yipiao.quickstart.drive;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.yipiao.ledger.protocol.event.FinalBlock;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.EntryBundle;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.OperationType;
import tools.jackson.databind.JsonNode;

/** Reads everything that the ledger keeps and publishes. */
public final class LedgerScan {

  private static final int LEAVES_AT_ONCE = 256;
  private static final int BLOCKS_AT_ONCE = 256;
  private static final Duration KAFKA_WITHIN = Duration.ofSeconds(30);

  private final JsonHttp http;
  private final Installation installation;

  public LedgerScan(JsonHttp http, Installation installation) {
    this.http = http;
    this.installation = installation;
  }

  /** Each leaf of the final log as the first node has it, in order; a page is held at a time. */
  public void eachLeaf(Consumer<byte[]> each) throws IOException {
    eachLeaf(installation.nodes().getFirst(), each);
  }

  /** All leaves of the final log as one node has it, in order. */
  public List<byte[]> leaves(URI node) throws IOException {
    List<byte[]> leaves = new ArrayList<>();
    eachLeaf(node, leaves::add);
    return leaves;
  }

  private void eachLeaf(URI node, Consumer<byte[]> each) throws IOException {
    long from = 0;
    while (true) {
      List<byte[]> page =
          EntryBundle.decode(
              http.getBytes(
                  node.resolve("/v1/leaves?from=" + from + "&count=" + LEAVES_AT_ONCE),
                  installation.bearer("demo-driver")));
      if (page.isEmpty()) {
        return;
      }
      page.forEach(each);
      from += page.size();
    }
  }

  /** The final blocks of a node in the form in which that node publishes them, by height. */
  public List<FinalBlock> blocksToPublish(URI node) throws IOException {
    // The checkpoints first: the leaves under them are there by then.
    List<String> checkpoints = checkpoints(node);
    return cut(leaves(node), checkpoints);
  }

  /** The note that makes each block final, by height. */
  private List<String> checkpoints(URI node) throws IOException {
    List<String> notes = new ArrayList<>();
    while (true) {
      JsonNode page =
          PayerDesk.require(
                  http.get(
                      node.resolve("/v1/blocks?from=" + notes.size() + "&limit=" + BLOCKS_AT_ONCE),
                      installation.bearer("demo-driver")),
                  "read the blocks of " + node)
              .path("blocks");
      if (page.isEmpty()) {
        return notes;
      }
      for (JsonNode block : page) {
        notes.add(block.path("checkpoint").asString());
      }
    }
  }

  /**
   * Cuts a log into its blocks, each of which ends with its header.
   *
   * @param checkpoints one for each block that is wanted, by height
   */
  static List<FinalBlock> cut(List<byte[]> leaves, List<String> checkpoints) {
    List<FinalBlock> blocks = new ArrayList<>();
    int first = 0;
    for (int at = 0; at < leaves.size() && blocks.size() < checkpoints.size(); at++) {
      LeafV1 leaf = LeafV1.decode(leaves.get(at));
      if (leaf.type() == OperationType.BLOCK_HEADER.number()) {
        blocks.add(
            new FinalBlock(
                BlockHeader.of(leaf).height(),
                first,
                leaves.subList(first, at + 1),
                checkpoints.get(blocks.size())));
        first = at + 1;
      }
    }
    return blocks;
  }

  /** Every record of the topic of final blocks, key and value. */
  public void blocks(Consumer<byte[]> each) throws IOException {
    records(found -> {
      if (found.key() != null) {
        each.accept(found.key());
      }
      if (found.value() != null) {
        each.accept(found.value());
      }
    });
  }

  /**
   * Every record of the topic of final blocks in its order: the key as text, and the value; what is
   * missing is empty.
   */
  public void publishedBlocks(BiConsumer<String, byte[]> each) throws IOException {
    records(found ->
        each.accept(
            found.key() == null ? "" : new String(found.key(), StandardCharsets.US_ASCII),
            found.value() == null ? new byte[0] : found.value()));
  }

  private void records(Consumer<ConsumerRecord<byte[], byte[]>> each) throws IOException {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, installation.kafkaBootstrap());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(FinalBlock.TOPIC, KAFKA_WITHIN).stream()
              .map(partition -> new TopicPartition(FinalBlock.TOPIC, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, KAFKA_WITHIN);
      long deadline = System.nanoTime() + KAFKA_WITHIN.toNanos();
      while (partitions.stream()
          .anyMatch(at -> consumer.position(at) < ends.getOrDefault(at, 0L))) {
        if (System.nanoTime() > deadline) {
          throw new IOException(
              "the topic " + FinalBlock.TOPIC + " gave nothing more within " + KAFKA_WITHIN);
        }
        var found = consumer.poll(Duration.ofMillis(200));
        if (!found.isEmpty()) {
          found.forEach(each);
          deadline = System.nanoTime() + KAFKA_WITHIN.toNanos();
        }
      }
    }
  }
}
