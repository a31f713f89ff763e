package org.yipiao.platform.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.platform.store.JdbcTransactionsAutoConfiguration;
import org.yipiao.platform.store.PeriodicSweep;

/** Outbox and inbox, for services that have a database and speak to Kafka. */
@AutoConfiguration(
    after = {JdbcTransactionsAutoConfiguration.class},
    afterName = {
      "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
      "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
    })
@ConditionalOnClass({
  JdbcClient.class,
  JdbcClientAutoConfiguration.class,
  KafkaProducer.class,
  KafkaAutoConfiguration.class
})
@ConditionalOnBean({JdbcClient.class, JdbcTransactionManager.class, KafkaProperties.class})
@EnableConfigurationProperties(OutboxProperties.class)
public final class OutboxAutoConfiguration {

  private static final int SWEEP_STEP = 1_000;

  @Bean
  @ConditionalOnProperty(
      name = "yipiao.outbox.relay-enabled",
      havingValue = "true",
      matchIfMissing = true)
  OutboxRelay outboxRelay(
      JdbcClient jdbc,
      JdbcTransactionManager transactions,
      KafkaProperties kafka,
      OutboxProperties properties,
      ObjectProvider<InstantSource> time,
      MeterRegistry meters) {
    return new OutboxRelay(
        jdbc,
        new TransactionTemplate(transactions),
        () -> producer(kafka, properties),
        properties,
        time.getIfAvailable(InstantSource::system),
        meters);
  }

  /** Every acknowledged event is on all in-sync replicas; order holds within a partition. */
  private static Producer<String, byte[]> producer(
      KafkaProperties kafka, OutboxProperties properties) {
    Map<String, Object> settings = new HashMap<>(kafka.buildProducerProperties());
    settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    settings.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
    settings.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000L);
    int delivery = Math.toIntExact(properties.deliveryTimeout().toMillis());
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(5_000, delivery / 2));
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  @Bean
  Outbox outbox(
      JdbcClient jdbc, ObjectProvider<InstantSource> time, ObjectProvider<OutboxRelay> relay) {
    return new Outbox(
        jdbc,
        time.getIfAvailable(InstantSource::system),
        () -> relay.ifAvailable(OutboxRelay::wake));
  }

  @Bean
  Inbox inbox(JdbcClient jdbc, ObjectProvider<InstantSource> time) {
    return new Inbox(jdbc, time.getIfAvailable(InstantSource::system));
  }

  @Bean
  PeriodicSweep inboxSweep(Inbox inbox, OutboxProperties properties) {
    return new PeriodicSweep(
        "inbox",
        properties.sweepInterval(),
        SWEEP_STEP,
        () -> inbox.deleteOlderThan(properties.inboxRetention(), SWEEP_STEP));
  }
}
