package org.yipiao.edge.limit;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yipiao.edge.EdgeProperties;

/** Counting in Redis, and what there is room for here. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

  @Bean
  RedisCounters redisCounters(EdgeProperties settings) {
    return new RedisCounters(settings.redisUrl(), InstantSource.system());
  }

  @Bean
  RequestLimits requestLimits(Counters counters, EdgeProperties settings) {
    return new RequestLimits(counters, settings.requestsPerMinute());
  }

  @Bean
  RequestRoom requestRoom(EdgeProperties settings, MeterRegistry metrics) {
    return new RequestRoom(settings.maxRequests(), metrics);
  }
}
