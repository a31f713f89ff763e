package org.yipiao.authorization;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.yipiao.authorization.grant.PersonAuthorizations;
import org.yipiao.authorization.signin.SessionStore;
import org.yipiao.authorization.signin.SignInClients;
import org.yipiao.authorization.signin.SignInKey;
import org.yipiao.authorization.signin.SignInProperties;
import org.yipiao.authorization.signin.SignInSwitch;
import org.yipiao.authorization.signin.SignsIn;
import org.yipiao.authorization.staff.StaffRegister;
import org.yipiao.authorization.store.ExpiringStore;
import org.yipiao.authorization.store.InMemoryExpiringStore;
import org.yipiao.authorization.store.RedisExpiringStore;

/** What a token says, who may have one, and the key that vouches for it. */
@Configuration(proxyBeanMethods = false)
class IssuerConfiguration {

  /** The clients of the file, by id. */
  record Clients(Map<String, KnownClient> byId) {}

  @Bean
  Clients clients(AuthorizationProperties properties) {
    return new Clients(ClientsFile.read(Path.of(properties.clientsFile())));
  }

  @Bean
  RegisteredClientRepository clientRegistry(
      Clients clients, AuthorizationProperties properties, SignInProperties signIn) {
    return new ClientRegistry(clients.byId().values(), properties.tokenLifetime(), signIn);
  }

  @Bean
  @Conditional(SignInSwitch.Off.class)
  ForgetfulAuthorizations forgetfulAuthorizations() {
    return new ForgetfulAuthorizations();
  }

  @Bean
  @Conditional(SignInSwitch.On.class)
  PersonAuthorizations personAuthorizations(
      RegisteredClientRepository registered,
      Clients clients,
      StaffRegister staff,
      ExpiringStore store,
      ObjectProvider<InstantSource> time) {
    return new PersonAuthorizations(
        registered,
        store,
        new PresentEntitlement(clients.byId(), staff),
        time.getIfAvailable(InstantSource::system));
  }

  @Bean
  @Conditional(SignInSwitch.On.class)
  ExpiringStore expiringStore(
      AuthorizationProperties properties,
      SignInProperties signIn,
      ObjectProvider<InstantSource> time) {
    return properties.redisUrl().isEmpty()
        ? new InMemoryExpiringStore(
            time.getIfAvailable(InstantSource::system), signIn.maxRememberedEntries())
        : new RedisExpiringStore(properties.redisUrl());
  }

  @Bean
  @Conditional(SignInSwitch.On.class)
  SignInKey signInKey(AuthorizationProperties properties) {
    return SignInKeyFile.in(Path.of(properties.directory()));
  }

  @Bean
  @Conditional(SignInSwitch.On.class)
  SessionStore sessionStore(AuthorizationProperties properties) {
    return new SessionStore(properties.redisUrl());
  }

  @Bean
  SigningKeys signingKeys(AuthorizationProperties properties, ObjectProvider<InstantSource> time) {
    return new SigningKeys(
        Path.of(properties.directory()),
        properties.keyLifetime(),
        time.getIfAvailable(InstantSource::system));
  }

  /** What the key set endpoint shows: the current key and those whose tokens are still about. */
  @Bean
  JWKSource<SecurityContext> publishedKeys(SigningKeys keys) {
    return (selector, _) -> selector.select(keys.published());
  }

  /** Signs with the current key alone. */
  @Bean
  JwtEncoder jwtEncoder(SigningKeys keys) {
    return new NimbusJwtEncoder((selector, _) -> selector.select(new JWKSet(keys.current())));
  }

  @Bean
  AuthorizationServerSettings authorizationServerSettings(AuthorizationProperties properties) {
    return AuthorizationServerSettings.builder().issuer(properties.issuer()).build();
  }

  @Bean
  UsedAssertions usedAssertions(
      Clients clients, AuthorizationProperties properties, ObjectProvider<InstantSource> time) {
    var clock = time.getIfAvailable(InstantSource::system);
    if (!properties.redisUrl().isEmpty()) {
      return new RedisUsedAssertions(properties.redisUrl(), clock);
    }
    int sharers = Math.max(1, clients.byId().size());
    int share = Math.max(1, properties.maxRememberedAssertions() / sharers);
    return new InMemoryUsedAssertions(clock, share);
  }

  @Bean
  AssertionDecoders assertionDecoders(
      Clients clients,
      AuthorizationProperties properties,
      AuthorizationServerSettings settings,
      UsedAssertions used,
      ObjectProvider<InstantSource> time) {
    return new AssertionDecoders(
        clients.byId(),
        Set.of(
            properties.issuer(),
            properties.issuer() + settings.getTokenEndpoint(),
            properties.issuer() + settings.getPushedAuthorizationRequestEndpoint()),
        properties.assertionLifetime(),
        used,
        time.getIfAvailable(InstantSource::system));
  }

  @Bean
  TokenProfiles tokenProfiles(
      Clients clients, StaffRegister staff, AuthorizationProperties properties) {
    return new TokenProfiles(clients.byId(), staff, properties.audience());
  }

  @Bean
  StaffRegister staffRegister(Clients clients, AuthorizationProperties properties) {
    var all = clients.byId().values();
    if (properties.staffFile().isEmpty()) {
      if (all.stream().anyMatch(each -> each.signsIn() == SignsIn.STAFF)) {
        throw new IllegalStateException(
            "a client signs staff in, but yipiao.authorization.staff-file is not set");
      }
      return new StaffRegister(null, Set.of());
    }
    // What acts for this tenant acts for all patients.
    var reserved =
        all.stream()
            .filter(KnownClient::signsPeopleIn)
            .map(KnownClient::tenant)
            .collect(Collectors.toSet());
    return new StaffRegister(Path.of(properties.staffFile()), reserved);
  }

  @Bean
  SignInClients signInClients(Clients clients) {
    return id -> {
      var client = clients.byId().get(id);
      return client == null ? SignsIn.NOBODY : client.signsIn();
    };
  }
}
