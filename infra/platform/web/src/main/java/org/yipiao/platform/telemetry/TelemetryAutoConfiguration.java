package org.yipiao.platform.telemetry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.security.config.observation.SecurityObservationSettings;

/**
 * Carries the trace through HTTP in, HTTP out and Kafka in.
 *
 * <p>A filter and a header instead of a tracing library: the parts need one id that joins their log
 * lines and stored rows, nothing exports spans, and the libraries cost start-up time and memory in
 * each of a dozen processes. The wire format is the standard one, so spans can be added later.
 */
@AutoConfiguration
public final class TelemetryAutoConfiguration {

  /** Outgoing requests of Spring's client name the trace. */
  @Bean
  RestClientCustomizer traceRestClientCustomizer() {
    return builder -> builder.requestInterceptor(new TraceRequestInterceptor());
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  static class Servlet {

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter() {
      var registration = new FilterRegistrationBean<>(new TraceFilter());
      registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
      return registration;
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(SecurityObservationSettings.class)
  static class Security {

    /** A request is observed as a whole; of each of its dozen filters nobody reads figures. */
    @Bean
    SecurityObservationSettings securityObservationSettings() {
      return SecurityObservationSettings.noObservations();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(RecordInterceptor.class)
  static class Kafka {

    /** Listeners that take single records work within the trace the record names. */
    @Bean
    RecordInterceptor<Object, Object> traceRecordInterceptor() {
      return new TraceRecordInterceptor();
    }
  }
}
