package org.yipiao.edge.screen;

import jakarta.servlet.DispatcherType;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.yipiao.edge.EdgeProperties;
import org.yipiao.edge.limit.SharedRoom;
import org.yipiao.platform.http.ClientAddress;
import org.yipiao.platform.http.HeldStream;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.Problems;
import org.yipiao.platform.security.LocalObserver;

/** What stands before all routes. */
@Configuration(proxyBeanMethods = false)
class ScreenConfiguration {

  @Bean
  SecurityHeaders securityHeaders(EdgeProperties settings) {
    return new SecurityHeaders(settings.isSecure());
  }

  /** After the trace, so that a refusal names it, and before everything that reads a request. */
  @Bean
  FilterRegistrationBean<RequestScreen> requestScreen(
      Problems problems, SecurityHeaders headers, SharedRoom requestRoom, ClientAddress clients) {
    var registration =
        new FilterRegistrationBean<>(new RequestScreen(problems, headers, requestRoom, clients));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 5);
    return registration;
  }

  /** Encoded slashes come as far as {@link RequestScreen}, which says what is wrong with them. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> encodedSlashes() {
    return factory ->
        factory.addConnectorCustomizers(connector -> {
          connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
          connector.setEncodedReverseSolidusHandling(
              EncodedSolidusHandling.PASS_THROUGH.getValue());
        });
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> manyStreams() {
    return factory -> factory.addConnectorCustomizers(HeldStream::prepare);
  }

  /** What Tomcat refuses before a filter sees it is a problem too. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTheContainer() {
    return factory ->
        factory.addContextCustomizers(context -> {
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(ContainerProblemValve.class.getName());
          }
        });
  }

  /** Health and metrics are for the machine itself; for everybody else they are not there. */
  @Bean
  SecurityFilterChain observers(HttpSecurity http, Problems problems) {
    return http.csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(LocalObserver::asks)
                .permitAll()
                .requestMatchers(EndpointRequest.toAnyEndpoint())
                .denyAll()
                .anyRequest()
                .permitAll())
        .exceptionHandling(handling ->
            handling.authenticationEntryPoint((request, response, _) ->
                problems.write(request, response, PlatformProblem.NOT_FOUND, List.of())))
        .build();
  }
}
