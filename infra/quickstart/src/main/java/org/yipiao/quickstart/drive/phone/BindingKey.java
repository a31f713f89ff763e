package org.yipiao.quickstart.drive.phone;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/**
 * The key of one browser, to which its session is bound: a P-256 key that proves itself anew for
 * each call (DPoP, RFC 9449, without {@code ath}: the browser holds no access token).
 */
final class BindingKey {

  private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");

  private final ECKey key;

  private BindingKey(ECKey key) {
    this.key = key;
  }

  static BindingKey generate() {
    try {
      return new BindingKey(new ECKeyGenerator(Curve.P_256).generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  /**
   * The header {@code DPoP} of one call, to be used once.
   *
   * @param method such as {@code GET}
   * @param address of the call, without query
   */
  String proof(String method, String address, Instant now) {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).jwk(key.toPublicJWK()).build();
    var claims =
        new JWTClaimsSet.Builder()
            .jwtID(UUID.randomUUID().toString())
            .claim("htm", method)
            .claim("htu", address)
            .issueTime(Date.from(now))
            .build();
    var proof = new SignedJWT(header, claims);
    try {
      proof.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("a fresh key signs", e);
    }
    return proof.serialize();
  }
}
