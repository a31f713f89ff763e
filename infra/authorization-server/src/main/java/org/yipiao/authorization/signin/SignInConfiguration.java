package org.yipiao.authorization.signin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeRequestAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.yipiao.authorization.grant.PersonAuthorizations;
import org.yipiao.authorization.store.ExpiringStore;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.Problems;
import org.yipiao.platform.security.ServiceTokens;

/** The browser's side of the server: the authorization endpoint and the pages before it. */
@Configuration(proxyBeanMethods = false)
@Conditional(SignInSwitch.On.class)
class SignInConfiguration {

  static final String AUTHORIZE = "/oauth2/authorize";

  /** Whole minutes, as they are told to a reader. */
  static long minutes(Duration life) {
    return Math.max(1, life.toMinutes());
  }

  @Bean
  SignInTexts signInTexts() {
    return new SignInTexts();
  }

  @Bean
  SignInPages signInPages(SignInTexts texts, SignInProperties settings) {
    return new SignInPages(
        texts, minutes(settings.codeLife()), !settings.incomingNumber().isEmpty());
  }

  @Bean
  OwnMessagePage ownMessagePage(SignInPages pages, SignInTexts texts, SignInProperties settings) {
    return new OwnMessagePage(
        pages, texts, settings.incomingNumber(), minutes(settings.codeLife()));
  }

  @Bean
  Readers readers(SignInClients kinds, SignInPages pages) {
    return new Readers(kinds, pages);
  }

  @Bean
  Arrival arrival(KnownDevices devices, SignInCookies cookies) {
    return new Arrival(devices, cookies);
  }

  @Bean
  SignInCookies signInCookies(AuthorizationServerSettings server, SignInProperties settings) {
    var issuer = server.getIssuer();
    return new SignInCookies(issuer != null && issuer.startsWith("https:"), settings.deviceLife());
  }

  @Bean
  KnownDevices knownDevices(
      ExpiringStore store,
      SignInKey key,
      SignInProperties settings,
      ObjectProvider<InstantSource> time) {
    return new KnownDevices(
        store, key, time.getIfAvailable(InstantSource::system), settings.deviceLife());
  }

  @Bean
  CodeSender codeSender(SignInProperties settings, ServiceTokens tokens) {
    return new HttpCodeSender(FarSide.of(settings.messageUrl(), tokens, "messages.send"));
  }

  @Bean
  RealNameDirectory realNameDirectory(SignInProperties settings, ServiceTokens tokens) {
    return new HttpRealNameDirectory(FarSide.of(settings.identityUrl(), tokens, "identities.read"));
  }

  @Bean
  PersonDirectory personDirectory(SignInProperties settings, ServiceTokens tokens) {
    return new HttpPersonDirectory(FarSide.of(settings.registerUrl(), tokens, "persons.resolve"));
  }

  @Bean
  IncomingMessages incomingMessages(SignInProperties settings, ServiceTokens tokens) {
    return new HttpIncomingMessages(FarSide.of(settings.messageUrl(), tokens, "messages.receive"));
  }

  @Bean
  Subjects subjects(RealNameDirectory identities, PersonDirectory persons, StaffDirectory staff) {
    return new Subjects(identities, persons, staff);
  }

  @Bean
  SignIn signIn(
      ExpiringStore store,
      SignInKey key,
      SignInProperties settings,
      SignInTexts texts,
      Subjects subjects,
      CodeSender messages,
      IncomingMessages incoming,
      KnownDevices devices,
      ObjectProvider<InstantSource> clock) {
    var time = clock.getIfAvailable(InstantSource::system);
    var codes = new OneTimeCodes(store, key, time, settings.codeLife(), settings.attempts());
    var own = new OwnMessages(store, key, time, incoming, subjects, texts, settings);
    return new SignIn(
        codes,
        new SendingLimits(store, key, settings),
        new GuessLimit(store, key, settings),
        new CodeDelivery(codes, subjects, messages),
        new Notices(messages, Notices.PAUSES, Notices.PLACES),
        settings.incomingNumber().isEmpty() ? Optional.empty() : Optional.of(own),
        devices,
        key);
  }

  @Bean
  SignInSessions signInSessions(
      SessionStore where, SignInProperties settings, SignInCookies cookies) {
    return where.redisUrl().isEmpty()
        ? SignInSessions.inMemory(
            settings.maxRememberedEntries(), settings.sessionLife(), cookies.session())
        : SignInSessions.inRedis(where.redisUrl(), settings.sessionLife(), cookies.session());
  }

  /** No other address of the server has a session. */
  @Bean
  FilterRegistrationBean<SessionRepositoryFilter<?>> signInSessionFilter(SignInSessions sessions) {
    var registration = new FilterRegistrationBean<SessionRepositoryFilter<?>>(sessions.filter());
    registration.setUrlPatterns(List.of(AUTHORIZE, SignInPages.SIGN_IN + "/*"));
    registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
    return registration;
  }

  @Bean
  FilterRegistrationBean<StoreOutageFilter> storeOutageFilter(SignInPages pages) {
    var registration = new FilterRegistrationBean<>(new StoreOutageFilter(pages));
    registration.setUrlPatterns(List.of("/oauth2/*", SignInPages.SIGN_IN + "/*"));
    registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER - 1);
    return registration;
  }

  /** The authorization endpoint behind its gate; nothing of it needs the consent page. */
  @Bean
  @Order(2)
  SecurityFilterChain authorizing(
      HttpSecurity http,
      RegisteredClientRepository clients,
      PersonAuthorizations authorizations,
      AuthorizationServerSettings server,
      SignInPages pages,
      SignInProperties settings) {
    var gate = new SignInGate(authorizations, pages, settings.sessionLife());
    var provider =
        new OAuth2AuthorizationCodeRequestAuthenticationProvider(
            clients, authorizations, new InMemoryOAuth2AuthorizationConsentService());
    return http.securityMatcher(AUTHORIZE)
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(headers -> headers.referrerPolicy(r -> r.policy(ReferrerPolicy.SAME_ORIGIN)))
        .oauth2AuthorizationServer(authorization ->
            authorization.authorizationEndpoint(endpoint ->
                endpoint
                    .authorizationRequestConverters(all ->
                        only(
                            all,
                            (AuthenticationConverter)
                                new OAuth2AuthorizationCodeRequestAuthenticationConverter()))
                    .authenticationProviders(all -> only(all, (AuthenticationProvider) provider))
                    .authorizationResponseHandler(new AuthorizationAnswer(issuer(server)))
                    .errorResponseHandler(
                        (request, response, _) -> gate.refuse(request, response))))
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .addFilterAfter(gate, HeaderWriterFilter.class)
        .build();
  }

  private static <T> void only(List<T> all, T one) {
    all.clear();
    all.add(one);
  }

  private static String issuer(AuthorizationServerSettings server) {
    return String.valueOf(server.getIssuer());
  }

  @Bean
  @Order(3)
  SecurityFilterChain signingIn(HttpSecurity http, Problems problems, SignInPages pages) {
    return http.securityMatcher(SignInPages.SIGN_IN, SignInPages.SIGN_IN + "/**")
        .csrf(csrf -> csrf.csrfTokenRepository(new SessionCsrfTokens()))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(headers -> headers.referrerPolicy(r -> r.policy(ReferrerPolicy.SAME_ORIGIN)))
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers(
                    HttpMethod.GET,
                    SignInPages.SIGN_IN,
                    SignInPages.STYLE,
                    SignInPages.FONTS + "/*")
                .permitAll()
                .requestMatchers(
                    HttpMethod.POST,
                    SignInPages.SIGN_IN,
                    SignInPages.SEND_CODE,
                    SignInPages.OWN_MESSAGE,
                    SignInPages.OWN_MESSAGE_SENT)
                .permitAll()
                .anyRequest()
                .denyAll())
        .exceptionHandling(handling ->
            handling
                .authenticationEntryPoint((request, response, _) ->
                    problems.write(request, response, PlatformProblem.NOT_FOUND, List.of()))
                .accessDeniedHandler((request, response, _) ->
                    pages
                        .notice(
                            HttpStatus.FORBIDDEN.value(),
                            SignInTexts.language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)),
                            "over")
                        .write(response)))
        .build();
  }
}
