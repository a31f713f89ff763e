package org.yipiao.platform.process;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Starts the {@link ParentWatch} when {@code yipiao.parent-pid} is set. */
@AutoConfiguration
@ConditionalOnProperty("yipiao.parent-pid")
@EnableConfigurationProperties(ProcessProperties.class)
public final class ParentWatchAutoConfiguration {

  @Bean
  InitializingBean parentWatch(ProcessProperties properties) {
    return () -> ParentWatch.exitWith(properties.parentPid());
  }
}
