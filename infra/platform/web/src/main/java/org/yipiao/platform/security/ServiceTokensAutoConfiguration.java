package org.yipiao.platform.security;

import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** {@link ServiceTokens} for a service that is one client, named by {@code yipiao.oauth}. */
@AutoConfiguration
@ConditionalOnProperty("yipiao.oauth.client-id")
@EnableConfigurationProperties(OAuthClientProperties.class)
public final class ServiceTokensAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  ServiceTokens serviceTokens(OAuthClientProperties client, ObjectProvider<InstantSource> time) {
    return ServiceTokens.of(client, time.getIfAvailable(InstantSource::system));
  }
}
