package org.yipiao.bff.session;

import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.yipiao.bff.limit.Limits;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.bff.store.Redis;
import org.yipiao.bff.store.Seal;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.Problems;
import org.yipiao.platform.security.ClientKey;
import org.yipiao.platform.security.LocalObserver;
import tools.jackson.databind.json.JsonMapper;

/** The realms, and the gate before their handlers. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

  @Bean
  Proofs proofs(Redis redis, InstantSource time, BffProperties settings) {
    return new Proofs(redis, time, settings);
  }

  @Bean
  Realms realms(Redis redis, Seal seal, InstantSource time, BffProperties settings) {
    var reader = new TokenReader(settings.authorizationInternalUrl(), settings.issuerName());
    var server =
        new AuthorizationClient.Server(
            settings.issuerName(),
            settings.authorizationInternalUrl(),
            settings.session().exchange());
    var realms = new ArrayList<SignedInRealm>();
    if (!settings.payerKeyStore().isEmpty()) {
      var key =
          ClientKey.read(
              Path.of(settings.payerKeyStore()), Path.of(settings.payerKeyStorePasswordFile()));
      var client = new AuthorizationClient(server, settings.payerClientId(), key, time);
      realms.add(realm(Realm.PAYERS, client, reader, redis, seal, time, settings));
    }
    var key =
        ClientKey.read(
            Path.of(settings.clientKeyStore()), Path.of(settings.clientKeyStorePasswordFile()));
    var client = new AuthorizationClient(server, settings.clientId(), key, time);
    realms.add(realm(Realm.PATIENTS, client, reader, redis, seal, time, settings));
    return new Realms(realms);
  }

  private static SignedInRealm realm(
      Realm realm,
      AuthorizationClient client,
      TokenReader reader,
      Redis redis,
      Seal seal,
      InstantSource time,
      BffProperties settings) {
    var sessions = new Sessions(realm, redis, seal, client, reader, settings.session(), time);
    var signIn = new SignIn(realm, redis, seal, client, reader, sessions, settings, time);
    return new SignedInRealm(realm, new SessionCookies(realm, settings), sessions, signIn);
  }

  @Bean
  FilterRegistrationBean<SessionGate> sessionGate(
      Realms realms,
      Proofs proofs,
      Problems problems,
      JsonMapper json,
      InstantSource time,
      BffProperties settings) {
    var answers = new GateAnswers(problems, json, time);
    var registration =
        new FilterRegistrationBean<>(
            new SessionGate(realms, proofs, answers, settings.publicUrl().toString()));
    registration.setDispatcherTypes(DispatcherType.REQUEST);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
    return registration;
  }

  @Bean
  WebMvcConfigurer signedInArguments(Limits limits) {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new SignedInResolver(limits));
      }
    };
  }

  /** Who may call is the gate's to say; health and metrics are for the machine itself. */
  @Bean
  SecurityFilterChain chain(HttpSecurity http, Problems problems) {
    return http.csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers(LocalObserver::asks)
                .permitAll()
                .requestMatchers("/actuator/**")
                .denyAll()
                .anyRequest()
                .permitAll())
        .exceptionHandling(handling ->
            handling
                .authenticationEntryPoint((request, response, _) ->
                    problems.write(request, response, PlatformProblem.NOT_FOUND, List.of()))
                .accessDeniedHandler((request, response, _) ->
                    problems.write(request, response, PlatformProblem.NOT_FOUND, List.of())))
        .build();
  }
}
