package org.yipiao.ledger.server.explorer;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.yipiao.ledger.server.LedgerNodeProperties;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.platform.http.ClientAddress;

/** The explorer's parts as beans, its files and its limits. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExplorerProperties.class)
class ExplorerConfiguration {

  private static final Duration YEAR = Duration.ofDays(365);

  @Bean
  FinalityWatch finalityWatch(LedgerNode node) {
    return new FinalityWatch(node);
  }

  @Bean
  CheckpointStreams checkpointStreams(
      FinalityWatch watch, ExplorerProperties limits, MeterRegistry metrics) {
    return new CheckpointStreams(watch, limits, metrics);
  }

  @Bean
  Overview overview(LedgerNode node, LedgerNodeProperties settings, InstantSource clock) {
    return new Overview(node, settings.member(), clock);
  }

  @Bean
  FilterRegistrationBean<PageHeaders> explorerHeaders() {
    var registration = new FilterRegistrationBean<>(new PageHeaders());
    registration.addUrlPatterns("/explorer", "/explorer/*");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 5);
    return registration;
  }

  /** Names of files hold a digest of their content: they never change. */
  @Bean
  WebMvcConfigurer explorerFiles(
      ClientAddress addresses, ExplorerProperties limits, InstantSource clock) {
    var pace = new RequestPace(addresses, limits.requestsPerMinute(), clock);
    return new WebMvcConfigurer() {
      @Override
      public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry
            .addResourceHandler("/explorer/assets/**")
            .addResourceLocations("classpath:/static/explorer/assets/")
            .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable())
            .resourceChain(true)
            .addResolver(new EncodedResourceResolver());
      }

      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(pace).addPathPatterns("/explorer", "/explorer/**");
      }
    };
  }
}
