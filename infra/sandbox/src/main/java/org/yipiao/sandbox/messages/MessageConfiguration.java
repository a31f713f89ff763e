package org.yipiao.sandbox.messages;

import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one gateway for short messages of this process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MessageProperties.class)
class MessageConfiguration {

  @Bean
  SentMessages sentMessages(MessageProperties properties, ObjectProvider<InstantSource> time) {
    return new SentMessages(properties.maxKept(), time.getIfAvailable(InstantSource::system));
  }

  @Bean
  IncomingMessages incomingMessages(
      MessageProperties properties, ObjectProvider<InstantSource> time) {
    return new IncomingMessages(properties.maxKept(), time.getIfAvailable(InstantSource::system));
  }
}
