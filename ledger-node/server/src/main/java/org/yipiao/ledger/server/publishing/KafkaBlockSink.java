package org.yipiao.ledger.server.publishing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes blocks to a Kafka topic: key = height in decimal, acknowledged by all replicas. The
 * topic is made ready for the largest block first.
 */
public final class KafkaBlockSink implements BlockSink {

  private static final int TIMEOUT_SECONDS = 15;

  private final String topic;
  private final KafkaProducer<String, byte[]> producer;

  /**
   * @throws ExecutionException when no broker answers
   */
  public KafkaBlockSink(String bootstrapServers, String topic)
      throws ExecutionException, InterruptedException {
    this(bootstrapServers, topic, BlockTopic.TIMEOUT_MILLIS);
  }

  /**
   * @param timeoutMillis how long a broker may take to make the topic ready
   */
  KafkaBlockSink(String bootstrapServers, String topic, int timeoutMillis)
      throws ExecutionException, InterruptedException {
    this.topic = topic;
    BlockTopic.prepare(bootstrapServers, topic, timeoutMillis);
    this.producer = producer(bootstrapServers);
  }

  private static KafkaProducer<String, byte[]> producer(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "gzip",
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            5_000,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            BlockTopic.MAX_EVENT_BYTES,
            // A record larger than all buffers together would be refused before it is sent.
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            2L * BlockTopic.MAX_EVENT_BYTES,
            ProducerConfig.CLIENT_ID_CONFIG,
            "ledger-node");
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  @Override
  public void publish(long height, byte[] event)
      throws ExecutionException, InterruptedException, TimeoutException {
    producer
        .send(new ProducerRecord<>(topic, 0, Long.toString(height), event))
        .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  /** Closes the producer, also for a thread that was interrupted, which stays interrupted. */
  @Override
  public void close() {
    // An interrupted thread would not wait for the producer's own thread, and get an exception.
    boolean interrupted = Thread.interrupted();
    try {
      producer.close(Duration.ofSeconds(2));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
