package org.yipiao.platform.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Remembers tokens whose signature was verified: a caller sends the same token with every request
 * for minutes, and an ES256 verification costs more than most requests. Times, issuer and audience
 * are checked at every use all the same. Refused tokens are not remembered.
 *
 * <p>A token signed with a key that its issuer has just withdrawn is accepted for up to {@link
 * #TRUSTED_FOR} longer.
 */
final class RememberingJwtDecoder implements JwtDecoder {

  static final Duration TRUSTED_FOR = Duration.ofMinutes(1);
  private static final int REMEMBERED = 4_096;

  private final JwtDecoder verifying;
  private final OAuth2TokenValidator<Jwt> validator;
  private final InstantSource time;
  private final Map<String, Verified> verified =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Verified> eldest) {
              return size() > REMEMBERED;
            }
          });

  private record Verified(Jwt token, Instant at) {}

  /**
   * @param verifying verifies signature and claims
   * @param validator of the claims alone
   */
  RememberingJwtDecoder(
      JwtDecoder verifying, OAuth2TokenValidator<Jwt> validator, InstantSource time) {
    this.verifying = verifying;
    this.validator = validator;
    this.time = time;
  }

  @Override
  public Jwt decode(String token) throws JwtException {
    String digest = digest(token);
    Instant now = time.instant();
    Verified known = verified.get(digest);
    if (known == null || now.isAfter(known.at().plus(TRUSTED_FOR)) || now.isBefore(known.at())) {
      known = new Verified(verifying.decode(token), now);
      verified.put(digest, known);
      return known.token();
    }
    var result = validator.validate(known.token());
    if (result.hasErrors()) {
      verified.remove(digest);
      throw new JwtValidationException("the token is no longer valid", result.getErrors());
    }
    return known.token();
  }

  /** A whole token is kept nowhere but in its parsed form: the key is its digest. */
  private static String digest(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(token.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
