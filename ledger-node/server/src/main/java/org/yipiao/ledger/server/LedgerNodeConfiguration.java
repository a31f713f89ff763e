package org.yipiao.ledger.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yipiao.ledger.server.http.NodeFiles;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.publishing.BlockPublisher;
import org.yipiao.ledger.server.publishing.KafkaBlockSink;
import org.yipiao.platform.security.ServiceTokens;

/** The node's parts as beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerNodeProperties.class)
class LedgerNodeConfiguration {

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  /** Closed by {@link NodeLifecycle}, after the web server has stopped. */
  @Bean(destroyMethod = "")
  LedgerNode ledgerNode(LedgerNodeProperties properties, InstantSource clock, PeerToken token) {
    return NodeFactory.create(properties, token::get, clock);
  }

  @Bean
  @ConditionalOnMissingBean
  PeerToken peerToken(ObjectProvider<ServiceTokens> tokens) {
    return () -> {
      var service = tokens.getIfAvailable();
      if (service == null) {
        throw new IllegalStateException("yipiao.oauth is not configured");
      }
      return service.token("ledger.read");
    };
  }

  @Bean
  NodeFiles nodeFiles(LedgerNodeProperties properties) throws IOException {
    return new NodeFiles(NodeFactory.trust(properties));
  }

  @Bean
  NodeLifecycle nodeLifecycle(LedgerNode node, ObjectProvider<BlockPublisher> publisher) {
    return new NodeLifecycle(node, publisher.getIfAvailable());
  }

  @Bean
  NodeMetrics nodeMetrics(
      LedgerNode node,
      LedgerNodeProperties properties,
      InstantSource clock,
      MeterRegistry registry,
      ObjectProvider<BlockPublisher> publisher) {
    var metrics = new NodeMetrics(node, properties.storeDirectory(), clock, registry);
    publisher.ifAvailable(metrics::publishing);
    return metrics;
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty("yipiao.ledger.kafka.publish")
  static class Publishing {

    @Bean(destroyMethod = "")
    BlockPublisher blockPublisher(LedgerNode node, LedgerNodeProperties properties) {
      var kafka = properties.kafka();
      return new BlockPublisher(
          node, () -> new KafkaBlockSink(kafka.bootstrapServers(), kafka.topic()));
    }
  }
}
