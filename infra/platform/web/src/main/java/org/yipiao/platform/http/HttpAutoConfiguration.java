package org.yipiao.platform.http;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.yipiao.platform.problem.ProblemAutoConfiguration;
import org.yipiao.platform.problem.Problems;

/** The limits of {@link HttpProperties}, enforced before anything reads the body. */
@AutoConfiguration(after = ProblemAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(HttpProperties.class)
public final class HttpAutoConfiguration {

  @Bean
  ClientAddress clientAddress(HttpProperties properties) {
    return new ClientAddress(properties.trustedRanges());
  }

  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(
      HttpProperties properties, Problems problems) {
    var registration =
        new FilterRegistrationBean<>(new BodyLimitFilter(properties.maxBodyBytes(), problems));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return registration;
  }
}
