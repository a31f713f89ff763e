package org.yipiao.platform.idempotency;

import java.time.InstantSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yipiao.platform.problem.ProblemAutoConfiguration;
import org.yipiao.platform.problem.Problems;
import org.yipiao.platform.store.JdbcTransactionsAutoConfiguration;
import org.yipiao.platform.store.PeriodicSweep;

/** {@link Idempotent} for services with a database; elsewhere it refuses to be used. */
@AutoConfiguration(
    after = {ProblemAutoConfiguration.class, JdbcTransactionsAutoConfiguration.class},
    afterName = "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class IdempotencyAutoConfiguration {

  private static final int SWEEP_STEP = 1_000;

  /** Right after Spring Security's filter chain (order -100). */
  private static final int FILTER_ORDER = -90;

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({JdbcClient.class, JdbcClientAutoConfiguration.class})
  @ConditionalOnBean({JdbcClient.class, JdbcTransactionManager.class})
  @EnableConfigurationProperties(IdempotencyProperties.class)
  static class OnDatabase {

    @Bean
    IdempotencyStore idempotencyStore(
        JdbcClient jdbc, IdempotencyProperties properties, ObjectProvider<InstantSource> time) {
      return new IdempotencyStore(
          jdbc, time.getIfAvailable(InstantSource::system), properties.inFlightLease());
    }

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
        @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings,
        IdempotencyStore store,
        JdbcTransactionManager transactions,
        IdempotencyProperties properties,
        Problems problems) {
      var registration =
          new FilterRegistrationBean<>(
              new IdempotencyFilter(
                  new IdempotentHandlers(mappings),
                  store,
                  new TransactionTemplate(transactions),
                  properties,
                  problems));
      registration.setOrder(FILTER_ORDER);
      return registration;
    }

    @Bean
    PeriodicSweep idempotencySweep(IdempotencyStore store, IdempotencyProperties properties) {
      return new PeriodicSweep(
          "idempotency",
          properties.sweepInterval(),
          SWEEP_STEP,
          () -> store.deleteOlderThan(properties.retention(), SWEEP_STEP));
    }
  }

  /** Without a table the promise cannot be kept, so a handler must not make it. */
  @Bean
  SmartInitializingSingleton idempotentHandlersHaveADatabase(
      BeanFactory beans,
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> mappings) {
    return () -> {
      if (beans.containsBean("idempotencyStore")) {
        return;
      }
      for (var handler : mappings.getObject().getHandlerMethods().values()) {
        if (IdempotentHandlers.declared(handler) != null) {
          throw new IllegalStateException(
              handler.getShortLogMessage() + " is @Idempotent, which needs a database");
        }
      }
    };
  }
}
