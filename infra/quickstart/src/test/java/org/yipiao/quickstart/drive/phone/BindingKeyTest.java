package org.yipiao.quickstart.drive.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;

/** The form of RFC 9449, section 4.2. */
class BindingKeyTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final BindingKey key = BindingKey.generate();

  private SignedJWT proof() throws Exception {
    return SignedJWT.parse(key.proof("POST", "https://yipiao.example/api/claims", NOW));
  }

  @Test
  void provesWithTheKeyThatItNamesAndNamesNoMoreOfIt() throws Exception {
    SignedJWT proof = proof();
    assertThat(proof.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
    assertThat(proof.getHeader().getType().getType()).isEqualTo("dpop+jwt");
    var jwk = proof.getHeader().getJWK().toECKey();
    assertThat(jwk.isPrivate()).isFalse();
    assertThat(proof.verify(new ECDSAVerifier(jwk))).isTrue();
  }

  @Test
  void saysWhichCallItIsForAndWhenAndIsOneOfItsKind() throws Exception {
    var claims = proof().getJWTClaimsSet();
    assertThat(claims.getStringClaim("htm")).isEqualTo("POST");
    assertThat(claims.getStringClaim("htu")).isEqualTo("https://yipiao.example/api/claims");
    assertThat(claims.getIssueTime()).isEqualTo(Date.from(NOW));
    assertThat(claims.getClaims()).containsOnlyKeys("htm", "htu", "iat", "jti");
    assertThat(claims.getJWTID()).isNotEqualTo(proof().getJWTClaimsSet().getJWTID());
  }
}
