package org.yipiao.platform.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.PlatformReason;
import org.yipiao.platform.problem.Problems;

/** The filter chain of a resource server; refusals are problems like any other. */
@AutoConfiguration(
    after = SecurityAutoConfiguration.class,
    before = {
      ServletWebSecurityAutoConfiguration.class,
      OAuth2ResourceServerWebSecurityAutoConfiguration.class,
      ManagementWebSecurityAutoConfiguration.class
    })
@ConditionalOnBean(DeclaredEndpoints.class)
public final class SecurityChainConfiguration {

  @Bean
  SecurityFilterChain platformSecurityChain(
      HttpSecurity http,
      DeclaredEndpoints endpoints,
      SecurityProperties properties,
      Problems problems) {
    return http.csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers(
                    request -> properties.actuatorWithoutToken() && LocalObserver.asks(request))
                .permitAll()
                .requestMatchers(EndpointRequest.toAnyEndpoint())
                .hasAuthority("SCOPE_operations.read")
                .requestMatchers(endpoints::isPublic)
                .permitAll()
                .anyRequest()
                .authenticated())
        .oauth2ResourceServer(server ->
            server
                .jwt(jwt -> jwt.jwtAuthenticationConverter(new CallerConverter()))
                .authenticationEntryPoint(
                    (request, response, e) -> unauthenticated(problems, request, response, e))
                .accessDeniedHandler((request, response, e) ->
                    problems.write(request, response, PlatformProblem.FORBIDDEN, List.of()))
                .withObjectPostProcessor(answeringFailures(problems)))
        .exceptionHandling(handling ->
            handling
                .authenticationEntryPoint(
                    (request, response, e) -> unauthenticated(problems, request, response, e))
                .accessDeniedHandler((request, response, e) ->
                    problems.write(request, response, PlatformProblem.FORBIDDEN, List.of())))
        .build();
  }

  /** An issuer that cannot be reached is our trouble (503), not a wrong token (401). */
  private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answeringFailures(
      Problems problems) {
    return new ObjectPostProcessor<>() {
      @Override
      public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
        filter.setAuthenticationFailureHandler(
            (request, response, e) -> unauthenticated(problems, request, response, e));
        return filter;
      }
    };
  }

  private static void unauthenticated(
      Problems problems,
      HttpServletRequest request,
      HttpServletResponse response,
      AuthenticationException e)
      throws IOException {
    if (e instanceof AuthenticationServiceException) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "1");
      problems.write(request, response, PlatformProblem.AUTHORIZATION_UNAVAILABLE, List.of());
      return;
    }
    if (!(e instanceof OAuth2AuthenticationException)) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      problems.write(
          request, response, PlatformProblem.UNAUTHENTICATED, header(PlatformReason.REQUIRED));
    } else if (TokenTimes.areOver(e)) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge("The access token expired"));
      problems.write(
          request, response, PlatformProblem.TOKEN_EXPIRED, header(PlatformReason.EXPIRED));
    } else {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge("The access token is invalid"));
      problems.write(
          request, response, PlatformProblem.TOKEN_INVALID, header(PlatformReason.NOT_VALID));
    }
  }

  /** RFC 6750, section 3. */
  private static String challenge(String description) {
    return "Bearer error=\"invalid_token\", error_description=\"" + description + "\"";
  }

  private static List<FieldFault> header(PlatformReason reason) {
    return List.of(FieldFault.of("#" + HttpHeaders.AUTHORIZATION, reason));
  }
}
