package org.yipiao.authorization;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * Checks client assertions (RFC 7523, section 3): ES256 by the client's own key, issuer and subject
 * the client, audience this server, short-lived, with an id, and used once.
 */
final class AssertionDecoders implements JwtDecoderFactory<RegisteredClient> {

  private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

  private final Map<String, KnownClient> clients;
  private final Set<String> audiences;
  private final Duration lifetime;
  private final UsedAssertions used;
  private final InstantSource time;
  private final Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();

  AssertionDecoders(
      Map<String, KnownClient> clients,
      Set<String> audiences,
      Duration lifetime,
      UsedAssertions used,
      InstantSource time) {
    this.clients = Map.copyOf(clients);
    this.audiences = Set.copyOf(audiences);
    this.lifetime = lifetime;
    this.used = used;
    this.time = time;
  }

  @Override
  public JwtDecoder createDecoder(RegisteredClient registered) {
    var client = clients.get(registered.getClientId());
    if (client == null) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    return decoders.computeIfAbsent(client.clientId(), _ -> decoder(client));
  }

  private JwtDecoder decoder(KnownClient client) {
    var decoder =
        NimbusJwtDecoder.withJwkSource(new ImmutableJWKSet<>(client.keys()))
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            List.of(
                new JwtClaimValidator<String>(JwtClaimNames.ISS, client.clientId()::equals),
                new JwtClaimValidator<String>(JwtClaimNames.SUB, client.clientId()::equals),
                new JwtClaimValidator<List<String>>(
                    JwtClaimNames.AUD,
                    aud -> aud != null && aud.size() == 1 && audiences.containsAll(aud)),
                new JwtClaimValidator<Instant>(JwtClaimNames.EXP, this::isSoon),
                new JwtTimestampValidator(CLOCK_SKEW))));
    // The id is looked at last: an assertion that is refused anyway must not use one up.
    var once = onceOnly(client);
    return token -> {
      var jwt = decoder.decode(token);
      var result = once.validate(jwt);
      if (result.hasErrors()) {
        throw new OAuth2AuthenticationException(result.getErrors().iterator().next());
      }
      return jwt;
    };
  }

  private boolean isSoon(Instant expiry) {
    return expiry != null && !expiry.isAfter(time.instant().plus(lifetime).plus(CLOCK_SKEW));
  }

  private OAuth2TokenValidator<Jwt> onceOnly(KnownClient client) {
    return jwt -> {
      var id = jwt.getId();
      var expiry = jwt.getExpiresAt();
      if (id == null || id.isBlank() || id.length() > 200 || expiry == null) {
        return refused(OAuth2ErrorCodes.INVALID_CLIENT, "the assertion needs a jti");
      }
      return switch (used.use(client.clientId(), id, expiry.plus(CLOCK_SKEW))) {
        case FIRST -> OAuth2TokenValidatorResult.success();
        case REPLAYED -> refused(OAuth2ErrorCodes.INVALID_CLIENT, "the assertion was used before");
        case UNKNOWN ->
            refused(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE, "assertions cannot be checked");
      };
    };
  }

  private static OAuth2TokenValidatorResult refused(String code, String why) {
    return OAuth2TokenValidatorResult.failure(new OAuth2Error(code, why, null));
  }
}
