package org.yipiao.platform.security;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * The times of a token, which must say when it expires. A sound token that has only grown old is
 * told apart from a wrong one: its holder needs nothing but a new one.
 */
final class TokenTimes implements OAuth2TokenValidator<Jwt> {

  private static final OAuth2Error EXPIRED = new OAuth2Error("token_expired");
  private static final OAuth2Error OUT_OF_TIME = new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN);

  private final Duration clockSkew;
  private final InstantSource time;

  /**
   * @param clockSkew how far the issuer's clock may differ
   */
  TokenTimes(Duration clockSkew, InstantSource time) {
    this.clockSkew = clockSkew;
    this.time = time;
  }

  @Override
  public OAuth2TokenValidatorResult validate(Jwt token) {
    var now = time.instant();
    var expires = token.getExpiresAt();
    if (expires == null) {
      return OAuth2TokenValidatorResult.failure(OUT_OF_TIME);
    }
    if (now.minus(clockSkew).isAfter(expires)) {
      return OAuth2TokenValidatorResult.failure(EXPIRED);
    }
    var notBefore = token.getNotBefore();
    return notBefore != null && now.plus(clockSkew).isBefore(notBefore)
        ? OAuth2TokenValidatorResult.failure(OUT_OF_TIME)
        : OAuth2TokenValidatorResult.success();
  }

  /** Whether the token was refused for its age and for nothing else. */
  static boolean areOver(AuthenticationException refusal) {
    return refusal.getCause() instanceof JwtValidationException invalid
        && invalid.getErrors().stream()
            .allMatch(error -> error.getErrorCode().equals(EXPIRED.getErrorCode()));
  }
}
