package org.yipiao.authorization;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.web.authentication.JwtClientAssertionAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.Problems;
import org.yipiao.platform.security.LocalObserver;

/**
 * The addresses of the server: token and key set, besides {@link MetadataEndpoint}. Everything else
 * Spring's server could do is not reachable.
 */
@Configuration(proxyBeanMethods = false)
class EndpointConfiguration {

  private static final String TOKEN = "/oauth2/token";
  private static final String KEYS = "/oauth2/jwks";

  @Bean
  @Order(1)
  SecurityFilterChain issuing(
      HttpSecurity http,
      RegisteredClientRepository clients,
      OAuth2AuthorizationService authorizations,
      AssertionDecoders decoders) {
    return http.securityMatcher(TOKEN, KEYS)
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .oauth2AuthorizationServer(server -> configure(server, clients, authorizations, decoders))
        .authorizeHttpRequests(
            requests -> requests.requestMatchers(KEYS).permitAll().anyRequest().authenticated())
        .build();
  }

  private static void configure(
      OAuth2AuthorizationServerConfigurer server,
      RegisteredClientRepository clients,
      OAuth2AuthorizationService authorizations,
      AssertionDecoders decoders) {
    var byAssertion = new JwtClientAssertionAuthenticationProvider(clients, authorizations);
    byAssertion.setJwtDecoderFactory(decoders);
    server
        .clientAuthentication(authentication ->
            authentication
                .authenticationConverters(all ->
                    only(
                        all,
                        (AuthenticationConverter) new JwtClientAssertionAuthenticationConverter()))
                .authenticationProviders(all -> only(all, (AuthenticationProvider) byAssertion)))
        .tokenEndpoint(token ->
            token.accessTokenRequestConverters(
                all -> only(all, (AuthenticationConverter) EndpointConfiguration::grant)));
  }

  private static <T> void only(List<T> all, T one) {
    all.clear();
    all.add(one);
  }

  /** A request that names no scope is for all the client may have (RFC 6749, section 3.3). */
  private static @Nullable Authentication grant(HttpServletRequest request) {
    var asked = new OAuth2ClientCredentialsAuthenticationConverter().convert(request);
    if (asked instanceof OAuth2ClientCredentialsAuthenticationToken token
        && token.getScopes().isEmpty()
        && token.getPrincipal() instanceof OAuth2ClientAuthenticationToken client
        && client.getRegisteredClient() != null) {
      return new OAuth2ClientCredentialsAuthenticationToken(
          client, client.getRegisteredClient().getScopes(), token.getAdditionalParameters());
    }
    return asked;
  }

  /** Health and metrics for the machine itself; nothing else exists. */
  @Bean
  @Order(2)
  SecurityFilterChain everythingElse(HttpSecurity http, Problems problems) {
    return http.csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(MetadataEndpoint.PATH)
                .permitAll()
                .requestMatchers(LocalObserver::asks)
                .permitAll()
                .anyRequest()
                .denyAll())
        .exceptionHandling(handling ->
            handling.authenticationEntryPoint((request, response, _) ->
                problems.write(request, response, PlatformProblem.NOT_FOUND, List.of())))
        .build();
  }
}
