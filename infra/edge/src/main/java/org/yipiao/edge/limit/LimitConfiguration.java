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

  /**
   * How many requests the door works on at one time, event streams apart: each has buffers of the
   * container for as long as it is under way, however slowly it comes.
   */
  @Bean
  SharedRoom requestRoom(EdgeProperties settings, MeterRegistry metrics) {
    var room = new SharedRoom(settings.maxRequests(), settings.percentOfOneNetwork().requests());
    metrics.gauge("yipiao.edge.requests", room, SharedRoom::taken);
    return room;
  }
}
