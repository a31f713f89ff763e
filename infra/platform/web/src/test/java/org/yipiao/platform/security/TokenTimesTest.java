package org.yipiao.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

class TokenTimesTest {

  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
  private static final Duration SKEW = Duration.ofSeconds(30);

  private final TokenTimes times = new TokenTimes(SKEW, () -> NOW);

  private List<OAuth2Error> errors(Consumer<Jwt.Builder> change) {
    var token = Jwt.withTokenValue("token").header("alg", "ES256").subject("somebody");
    change.accept(token);
    return List.copyOf(times.validate(token.build()).getErrors());
  }

  private static boolean areOver(List<OAuth2Error> errors) {
    var cause = new JwtValidationException("not valid", errors);
    return TokenTimes.areOver(new InvalidBearerTokenException("not valid", cause));
  }

  @Test
  void acceptsWhatTheIssuersClockMayStillCallValid() {
    assertThat(errors(token -> token.expiresAt(NOW.minus(SKEW)))).isEmpty();
    assertThat(errors(token -> token.expiresAt(NOW.plusSeconds(1)).notBefore(NOW.plus(SKEW))))
        .isEmpty();
  }

  @Test
  void tellsATokenThatIsOver() {
    var errors = errors(token -> token.expiresAt(NOW.minus(SKEW).minusMillis(1)));
    assertThat(areOver(errors)).isTrue();
  }

  @Test
  void doesNotCallOverWhatNeverWasValidOrWasRefusedForMore() {
    assertThat(areOver(errors(_ -> {}))).as("without an end").isFalse();
    assertThat(
            areOver(
                errors(
                    token -> token.expiresAt(NOW.plusSeconds(300)).notBefore(NOW.plusSeconds(31)))))
        .as("not valid yet")
        .isFalse();

    var more = new ArrayList<>(errors(token -> token.expiresAt(NOW.minusSeconds(31))));
    more.add(new OAuth2Error("invalid_token"));
    assertThat(areOver(more)).as("old and of another issuer").isFalse();

    var forged = new BadJwtException("badly signed");
    assertThat(TokenTimes.areOver(new InvalidBearerTokenException("forged", forged))).isFalse();
  }
}
