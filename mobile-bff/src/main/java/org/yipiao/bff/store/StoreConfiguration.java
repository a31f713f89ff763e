package org.yipiao.bff.store;

import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yipiao.bff.settings.BffProperties;

/** Redis, the seal and the clock. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

  @Bean
  Redis redis(BffProperties settings) {
    return new Redis(settings.redisUrl());
  }

  @Bean
  Seal seal(BffProperties settings) {
    return Seal.read(Path.of(settings.secretFile()));
  }

  @Bean
  @ConditionalOnMissingBean
  InstantSource time() {
    return InstantSource.system();
  }
}
