package org.yipiao.authorization;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.yipiao.authorization.grant.PersonAuthorizations;
import org.yipiao.authorization.signin.SessionStore;
import org.yipiao.authorization.signin.SignInKey;
import org.yipiao.authorization.signin.SignInProperties;
import org.yipiao.authorization.signin.SignInSwitch;
import org.yipiao.authorization.store.ExpiringStore;
import org.yipiao.authorization.store.InMemoryExpiringStore;
import org.yipiao.authorization.store.RedisAccess;
import org.yipiao.authorization.store.RedisExpiringStore;
import org.yipiao.platform.id.PersonId;

/** What a token says, who may have one, and the key that vouches for it. */
@Configuration(proxyBeanMethods = false)
class IssuerConfiguration {

  /** Who signed in, for whom and until when; not what anybody is called. */
  private static final Set<String> ID_TOKEN_CLAIMS =
      Set.of("iss", "sub", "aud", "exp", "iat", "nonce");

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
      RegisteredClientRepository clients, ExpiringStore store, ObjectProvider<InstantSource> time) {
    return new PersonAuthorizations(clients, store, time.getIfAvailable(InstantSource::system));
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
        : new RedisExpiringStore(new RedisAccess(properties.redisUrl()));
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
  OAuth2TokenCustomizer<JwtEncodingContext> tokenProfiles(
      Clients clients, AuthorizationProperties properties) {
    return context -> {
      context.getJwsHeader().algorithm(SignatureAlgorithm.ES256);
      if (OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
        context.getClaims().claims(claims -> claims.keySet().retainAll(ID_TOKEN_CLAIMS));
        return;
      }
      var registered = context.getRegisteredClient();
      profile(
          context,
          Objects.requireNonNull(clients.byId().get(registered.getClientId())),
          properties.audience());
    };
  }

  /**
   * The profile of RFC 9068: type {@code at+jwt}, scope as one text, plus the tenant. The subject
   * is the client for its own tokens, else the person who signed in, whom {@code person} names too:
   * so a service can tell the two kinds apart.
   */
  private static void profile(JwtEncodingContext context, KnownClient client, String audience) {
    context.getJwsHeader().type("at+jwt");
    context
        .getClaims()
        .audience(List.of(audience))
        .claim("client_id", client.clientId())
        .claim("tenant", client.tenant().value())
        .claim("scope", String.join(" ", new TreeSet<>(context.getAuthorizedScopes())));
    if (client.signsPatientsIn()) {
      Authentication signedIn = Objects.requireNonNull(context.getPrincipal());
      var person = new PersonId(signedIn.getName()).value();
      context.getClaims().subject(person).claim("person", person);
    }
  }
}
