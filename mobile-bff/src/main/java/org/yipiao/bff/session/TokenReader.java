package org.yipiao.bff.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks what the authorization server has signed (OpenID Connect Core 1.0, section 3.1.3.7, with
 * ES256 alone): the id token of a sign-in, and what the access token beside it says of its holder.
 */
final class TokenReader {

  private static final Logger LOG = LoggerFactory.getLogger(TokenReader.class);
  private static final JOSEObjectTypeVerifier<SecurityContext> IDENTITY =
      new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, null);
  private static final JOSEObjectTypeVerifier<SecurityContext> ACCESS =
      new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt"));
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int MOST_BYTES = 65_536;

  private final JWKSource<SecurityContext> keys;
  private final String issuer;

  TokenReader(URI internal, String issuer) {
    try {
      this.keys =
          JWKSourceBuilder.<SecurityContext>create(
                  URI.create(internal + "/oauth2/jwks").toURL(),
                  new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_BYTES))
              .cache(Duration.ofMinutes(5).toMillis(), Duration.ofSeconds(5).toMillis())
              .rateLimited(Duration.ofSeconds(1).toMillis())
              .retrying(true)
              .outageTolerant(Duration.ofHours(4).toMillis())
              .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("no address of a key set below " + internal, e);
    }
    this.issuer = issuer;
  }

  /** Who signed in: the subject of an id token for this client and this sign-in. */
  Optional<String> subject(@Nullable String token, String clientId, String nonce) {
    if (token == null) {
      return Optional.empty();
    }
    return read(token, clientId, nonce, IDENTITY).map(JWTClaimsSet::getSubject);
  }

  /** The claims of an access token of the same server for the same subject. */
  Optional<JWTClaimsSet> access(String token, String subject) {
    return read(token, null, null, ACCESS).filter(claims -> subject.equals(claims.getSubject()));
  }

  private Optional<JWTClaimsSet> read(
      String token,
      @Nullable String audience,
      @Nullable String nonce,
      JOSEObjectTypeVerifier<SecurityContext> type) {
    var expected = new JWTClaimsSet.Builder().issuer(issuer);
    if (nonce != null) {
      expected.claim("nonce", nonce);
    }
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSTypeVerifier(type);
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            audience, expected.build(), Set.of("iss", "sub", "aud", "exp", "iat")));
    try {
      var claims = processor.process(token, null);
      return audience == null || claims.getAudience().size() == 1
          ? Optional.of(claims)
          : Optional.empty();
    } catch (ParseException | BadJOSEException | JOSEException e) {
      LOG.warn("a token of the authorization server is not in order: {}", e.getClass().getName());
      return Optional.empty();
    }
  }
}
