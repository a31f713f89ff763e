package org.yipiao.bff.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.lettuce.core.SetArgs;
import jakarta.servlet.http.HttpServletRequest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.bff.store.RandomText;
import org.yipiao.bff.store.Redis;

/**
 * Proofs of possession (RFC 9449, section 4) that a browser makes with a key which cannot leave it:
 * ES256 alone, for one method and address, a minute old at most, used once. There is no access
 * token in the browser and so no {@code ath}.
 */
final class Proofs {

  static final String HEADER = "DPoP";

  private static final String TYPE = "dpop+jwt";
  private static final int LONGEST = 2_048;
  private static final int LONGEST_ID = 128;

  private final Redis redis;
  private final InstantSource time;
  private final String publicUrl;
  private final Duration age;

  Proofs(Redis redis, InstantSource time, BffProperties settings) {
    this.redis = redis;
    this.time = time;
    this.publicUrl = settings.publicUrl().toString();
    this.age = settings.session().proofAge();
  }

  /** Looks at the header, without regard to whose key it is and whether it was used before. */
  Proof of(HttpServletRequest request) {
    var headers = Collections.list(request.getHeaders(HEADER));
    if (headers.isEmpty()) {
      return new Proof.Missing();
    }
    if (headers.size() != 1 || headers.getFirst().length() > LONGEST) {
      return new Proof.Unsound();
    }
    try {
      return read(
          SignedJWT.parse(headers.getFirst()),
          request.getMethod(),
          publicUrl + request.getRequestURI());
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return new Proof.Unsound();
    }
  }

  private Proof read(SignedJWT proof, String method, String address)
      throws ParseException, JOSEException {
    ECKey key = key(proof.getHeader());
    if (key == null || !proof.verify(new ECDSAVerifier(key))) {
      return new Proof.Unsound();
    }
    JWTClaimsSet claims = proof.getJWTClaimsSet();
    String id = claims.getJWTID();
    var made = claims.getIssueTime();
    boolean sound =
        method.equals(claims.getStringClaim("htm"))
            && address.equals(claims.getStringClaim("htu"))
            && made != null
            && isRecent(made.toInstant())
            && id != null
            && !id.isBlank()
            && id.length() <= LONGEST_ID;
    return sound ? new Proof.Made(key.computeThumbprint().toString(), id) : new Proof.Unsound();
  }

  private static @Nullable ECKey key(JWSHeader header) {
    boolean sound =
        JWSAlgorithm.ES256.equals(header.getAlgorithm())
            && header.getType() != null
            && TYPE.equals(header.getType().getType())
            && header.getJWK() instanceof ECKey key
            && Curve.P_256.equals(key.getCurve())
            && !key.isPrivate();
    return sound ? (ECKey) header.getJWK() : null;
  }

  private boolean isRecent(Instant made) {
    return Duration.between(made, time.instant()).abs().compareTo(age) <= 0;
  }

  /** Uses a proof up; whether this is its first use. */
  boolean use(Proof.Made proof) {
    // It is refused for its age once it is forgotten here.
    var life = SetArgs.Builder.nx().px(age.multipliedBy(2).plusSeconds(5).toMillis());
    var key = Redis.key("proof", proof.jkt(), RandomText.digest(proof.id()));
    return redis.ask(commands -> commands.set(key, "", life)) != null;
  }
}
