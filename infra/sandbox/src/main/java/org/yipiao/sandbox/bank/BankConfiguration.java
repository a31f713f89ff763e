package org.yipiao.sandbox.bank;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

/** The one bank of this process. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class BankConfiguration {

  private static final Duration WORK_INTERVAL = Duration.ofMillis(200);

  @Bean
  Bank bank(BankProperties properties, ObjectProvider<InstantSource> time) {
    return new Bank(
        Path.of(properties.directory()),
        properties.accounts(),
        time.getIfAvailable(InstantSource::system));
  }

  /** Delayed transfers are executed when their time has come, asked or not. */
  @Bean
  SchedulingConfigurer bankWork(Bank bank) {
    return tasks -> tasks.addFixedDelayTask(bank::work, WORK_INTERVAL);
  }
}
