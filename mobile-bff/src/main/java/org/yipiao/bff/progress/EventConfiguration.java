package org.yipiao.bff.progress;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.yipiao.platform.http.HeldStream;

/** A consumer without a group, and a server that holds many streams. */
@Configuration(proxyBeanMethods = false)
class EventConfiguration {

  @Bean
  ConsumerFactory<String, String> eventConsumers(KafkaProperties kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.buildConsumerProperties());
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    return new DefaultKafkaConsumerFactory<>(
        settings, new StringDeserializer(), new StringDeserializer());
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> manyStreams() {
    return factory -> factory.addConnectorCustomizers(HeldStream::prepare);
  }
}
