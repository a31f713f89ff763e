package org.yipiao.bff.page;

import java.time.Duration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.yipiao.bff.settings.BffProperties;

/**
 * The files beside the pages: those whose name has a hash of their content never change. The build
 * leaves compressed twins beside them.
 */
@Configuration(proxyBeanMethods = false)
class PageConfiguration {

  private static final String STATIC = "classpath:/static/";
  private static final Duration YEAR = Duration.ofDays(365);

  @Bean
  FilterRegistrationBean<SecurityHeaders> securityHeaders(BffProperties settings) {
    var registration = new FilterRegistrationBean<>(new SecurityHeaders(settings.isSecure()));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 5);
    return registration;
  }

  @Bean
  WebMvcConfigurer files() {
    return new WebMvcConfigurer() {
      @Override
      public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry
            .addResourceHandler("/assets/**", "/verify/assets/**", "/payers/assets/**")
            .addResourceLocations(STATIC + "assets/")
            .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable())
            .resourceChain(true)
            .addResolver(new EncodedResourceResolver());
        registry
            .addResourceHandler("/fonts/**")
            .addResourceLocations(STATIC + "fonts/")
            .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable())
            .resourceChain(true)
            .addResolver(new EncodedResourceResolver());
        registry
            .addResourceHandler("/icons/**")
            .addResourceLocations(STATIC + "icons/")
            .setCacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
            .resourceChain(true)
            .addResolver(new EncodedResourceResolver());
        registry
            .addResourceHandler("/sw.js", "/manifest.webmanifest", "/favicon.ico")
            .addResourceLocations(STATIC)
            .setCacheControl(CacheControl.noCache())
            .resourceChain(true)
            .addResolver(new EncodedResourceResolver());
      }
    };
  }
}
