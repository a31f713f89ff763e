package org.yipiao.ledger.server.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.yipiao.embedded.shared.SharedTestServers;

/** A broker takes records of 1 MiB unless it is told otherwise. */
class KafkaBlockSinkIT {

  private static final int LARGE = 8 << 20;

  private final String servers = SharedTestServers.get().kafkaBootstrapServers();
  private final String topic = "blocks-" + UUID.randomUUID();

  @Test
  void publishesABlockFarBeyondTheBrokersDefault() throws Exception {
    publishedAndRead(incompressible());
  }

  @Test
  void publishesItToATopicThatWasThereWithTheDefaultToo() throws Exception {
    try (var admin = admin()) {
      var plain = new NewTopic(topic, Optional.of(1), Optional.empty());
      admin.createTopics(List.of(plain)).all().get();
      // Created is what the controller says; the broker that is asked for it may learn of it later.
      var itself = List.of(new ConfigResource(ConfigResource.Type.TOPIC, topic));
      await()
          .ignoreExceptionsMatching(
              failure -> failure.getCause() instanceof UnknownTopicOrPartitionException)
          .until(() -> !admin.describeConfigs(itself).all().get().isEmpty());
    }
    publishedAndRead(incompressible());
  }

  @Test
  void closesWhenItsThreadIsInterruptedAndLeavesItSo() throws Exception {
    var sink = new KafkaBlockSink(servers, topic);
    Thread.currentThread().interrupt();
    Throwable thrown = catchThrowable(sink::close);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown).isNull();
  }

  private void publishedAndRead(byte[] event) throws Exception {
    try (var sink = new KafkaBlockSink(servers, topic)) {
      sink.publish(7, event);
    }
    var read = firstRecord();
    assertThat(read.key()).isEqualTo("7");
    assertThat(read.value()).isEqualTo(event);
  }

  private ConsumerRecord<String, byte[]> firstRecord() {
    Map<String, Object> settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (System.nanoTime() - end < 0) {
        var records = consumer.poll(Duration.ofSeconds(1)).records(partition);
        if (!records.isEmpty()) {
          return records.getFirst();
        }
      }
    }
    throw new AssertionError("nothing came of the topic " + topic);
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", servers));
  }

  private static byte[] incompressible() {
    byte[] event = new byte[LARGE];
    new SplittableRandom(1).nextBytes(event);
    return event;
  }
}
