package org.yipiao.authorization;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
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
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2PushedAuthorizationRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.web.authentication.JwtClientAssertionAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2RefreshTokenAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.yipiao.authorization.grant.OAuthErrors;
import org.yipiao.authorization.grant.PersonAuthorizations;
import org.yipiao.authorization.grant.PushedRequestConverter;
import org.yipiao.authorization.grant.RevocationEverywhere;
import org.yipiao.authorization.signin.KnownBrowsers;
import org.yipiao.authorization.signin.SignInProperties;
import org.yipiao.authorization.signin.Subject;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.Problems;
import org.yipiao.platform.security.LocalObserver;

/**
 * The addresses of the server that clients call: token and key set, besides {@link
 * MetadataEndpoint}, and where patients can sign in those for pushing a request and revoking a
 * token. Everything else Spring's server could do is not reachable.
 */
@Configuration(proxyBeanMethods = false)
class EndpointConfiguration {

  private static final String TOKEN = "/oauth2/token";
  private static final String KEYS = "/oauth2/jwks";
  private static final String PUSH = "/oauth2/par";
  private static final String REVOKE = "/oauth2/revoke";

  @Bean
  @Order(1)
  SecurityFilterChain issuing(
      HttpSecurity http,
      RegisteredClientRepository clients,
      OAuth2AuthorizationService authorizations,
      AssertionDecoders decoders,
      ObjectProvider<PersonAuthorizations> people,
      ObjectProvider<KnownBrowsers> browsers,
      SignInProperties signIn) {
    return http.securityMatcher(
            signIn.isOn() ? new String[] {TOKEN, KEYS, PUSH, REVOKE} : new String[] {TOKEN, KEYS})
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .oauth2AuthorizationServer(server -> {
          configure(server, clients, authorizations, decoders);
          if (signIn.isOn()) {
            grantToPatients(
                server, authorizations, everywhere(people.getObject(), browsers.getObject()));
          }
        })
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
                .errorResponseHandler(OAuthErrors.ofProofs())
                .authenticationConverters(all ->
                    only(
                        all,
                        (AuthenticationConverter) new JwtClientAssertionAuthenticationConverter()))
                .authenticationProviders(all -> only(all, (AuthenticationProvider) byAssertion)))
        .tokenEndpoint(token ->
            token
                .errorResponseHandler(OAuthErrors.ofRequests())
                .accessTokenRequestConverters(
                    all -> only(all, (AuthenticationConverter) EndpointConfiguration::grant)));
  }

  /** No bean: Spring would ask it about everything else that proves somebody, too. */
  private static RevocationEverywhere everywhere(
      PersonAuthorizations people, KnownBrowsers browsers) {
    return new RevocationEverywhere(people, person -> browsers.forgetAllOf(Subject.parse(person)));
  }

  /**
   * The code flow. Spring's switch for OpenID Connect stays off: it would open the user info and
   * logout endpoints and keep sessions in this process. Providers of our own making are without its
   * refusal of the scope {@code openid}, and that scope is all that an id token takes.
   */
  private static void grantToPatients(
      OAuth2AuthorizationServerConfigurer server,
      OAuth2AuthorizationService authorizations,
      RevocationEverywhere everywhere) {
    server
        .tokenRevocationEndpoint(revocation ->
            revocation
                .errorResponseHandler(OAuthErrors.ofRequests())
                .revocationRequestConverter(RevocationEverywhere.converter())
                .authenticationProvider(everywhere))
        .tokenEndpoint(token ->
            token.accessTokenRequestConverters(all -> {
              all.clear();
              all.add(new OAuth2AuthorizationCodeAuthenticationConverter());
              all.add(new OAuth2RefreshTokenAuthenticationConverter());
              all.add(EndpointConfiguration::grant);
            }))
        .pushedAuthorizationRequestEndpoint(push ->
            push.errorResponseHandler(OAuthErrors.ofRequests())
                .pushedAuthorizationRequestConverters(
                    all -> only(all, (AuthenticationConverter) new PushedRequestConverter()))
                .authenticationProviders(all ->
                    only(
                        all,
                        (AuthenticationProvider)
                            new OAuth2PushedAuthorizationRequestAuthenticationProvider(
                                authorizations))));
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
  @Order(4)
  SecurityFilterChain everythingElse(
      HttpSecurity http, Problems problems, SignInProperties signIn) {
    return http.csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(
                    signIn.isOn()
                        ? new String[] {MetadataEndpoint.PATH, MetadataEndpoint.OPENID_PATH}
                        : new String[] {MetadataEndpoint.PATH})
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
