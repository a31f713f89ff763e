package org.yipiao.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;

class RememberingJwtDecoderTest {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-01T08:00:00Z"));
  private final List<String> verifications = new ArrayList<>();
  private final RememberingJwtDecoder decoder = decoder();

  private RememberingJwtDecoder decoder() {
    var validator = new JwtTimestampValidator(Duration.ZERO);
    validator.setClock(clock);
    return new RememberingJwtDecoder(this::verify, validator, clock);
  }

  /** Tokens named {@code good…} verify and live for five minutes. */
  private Jwt verify(String token) {
    verifications.add(token);
    if (!token.startsWith("good")) {
      throw new BadJwtException("badly signed");
    }
    return Jwt.withTokenValue(token)
        .header("alg", "ES256")
        .issuedAt(clock.instant())
        .expiresAt(clock.instant().plus(Duration.ofMinutes(5)))
        .build();
  }

  @Test
  void verifiesATokenOnceWhileItIsUsedAgainAndAgain() {
    Jwt first = decoder.decode("good-1");
    clock.advance(Duration.ofSeconds(30));
    assertThat(decoder.decode("good-1")).isEqualTo(first);
    decoder.decode("good-2");
    assertThat(verifications).containsExactly("good-1", "good-2");
  }

  @Test
  void verifiesAgainOnceTheTimeOfTrustIsOver() {
    decoder.decode("good-1");
    clock.advance(RememberingJwtDecoder.TRUSTED_FOR.plusSeconds(1));
    decoder.decode("good-1");
    assertThat(verifications).hasSize(2);
  }

  @Test
  void refusesARememberedTokenThatHasExpired() {
    Jwt soon =
        Jwt.withTokenValue("good-soon")
            .header("alg", "ES256")
            .expiresAt(clock.instant().plusSeconds(10))
            .build();
    var validator = new JwtTimestampValidator(Duration.ZERO);
    validator.setClock(clock);
    var shortLived = new RememberingJwtDecoder(_ -> soon, validator, clock);
    shortLived.decode("good-soon");
    clock.advance(Duration.ofSeconds(11));
    assertThatThrownBy(() -> shortLived.decode("good-soon"))
        .isInstanceOf(JwtValidationException.class);
  }

  @Test
  void neverRemembersARefusedToken() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> decoder.decode("forged")).isInstanceOf(BadJwtException.class);
    }
    assertThat(verifications).hasSize(2);
  }

  private static final class SettableClock extends Clock {
    private Instant now;

    SettableClock(Instant start) {
      this.now = start;
    }

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
