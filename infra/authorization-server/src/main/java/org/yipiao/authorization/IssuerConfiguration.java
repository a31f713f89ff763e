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
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

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
  RegisteredClientRepository clientRegistry(Clients clients, AuthorizationProperties properties) {
    return new ClientRegistry(clients.byId().values(), properties.tokenLifetime());
  }

  @Bean
  OAuth2AuthorizationService authorizations() {
    return new ForgetfulAuthorizations();
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
        Set.of(properties.issuer(), properties.issuer() + settings.getTokenEndpoint()),
        properties.assertionLifetime(),
        used,
        time.getIfAvailable(InstantSource::system));
  }

  /** The profile of RFC 9068: type {@code at+jwt}, scope as one text, plus the tenant. */
  @Bean
  OAuth2TokenCustomizer<JwtEncodingContext> accessTokenProfile(
      Clients clients, AuthorizationProperties properties) {
    return context -> {
      var registered = context.getRegisteredClient();
      var client = Objects.requireNonNull(clients.byId().get(registered.getClientId()));
      context.getJwsHeader().algorithm(SignatureAlgorithm.ES256).type("at+jwt");
      context
          .getClaims()
          .audience(List.of(properties.audience()))
          .claim("client_id", client.clientId())
          .claim("tenant", client.tenant().value())
          .claim("scope", String.join(" ", new TreeSet<>(context.getAuthorizedScopes())));
    };
  }
}
