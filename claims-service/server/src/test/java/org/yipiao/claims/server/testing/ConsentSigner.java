package org.yipiao.claims.server.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.yipiao.claims.api.SubmitClaim;
import org.yipiao.invoice.api.ConsentPayload;

/** Signs consents as the register does, with one key for all tests. */
public final class ConsentSigner {

  public static final ECKey KEY = key();

  private ConsentSigner() {}

  /** A fresh key, with an id of its own. */
  public static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The register's key set, as it publishes it. */
  public static String published() {
    return new JWKSet(KEY).toString(true);
  }

  /** The header of a signed consent. */
  public static JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.ES256)
        .type(new JOSEObjectType(ConsentPayload.TYPE))
        .keyID(KEY.getKeyID());
  }

  /** A compact JWS of any header and text. */
  public static String sign(JWSHeader header, String payload, ECKey key) {
    try {
      var jws = new JWSObject(header, new Payload(payload));
      jws.sign(new ECDSASigner(key));
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A consent as the register keeps it under a fresh id. */
  public static SubmitClaim.Consent consent(ConsentPayload payload) {
    return new SubmitClaim.Consent(
        payload.presentationHash(),
        payload.payer(),
        payload.purpose(),
        payload.expiresAt(),
        payload.nonce(),
        RunningClaims.fresh(16),
        sign(header().build(), payload.canonical(), KEY));
  }

  public static ConsentPayload payload(SubmitClaim.Consent consent) {
    return new ConsentPayload(
        consent.presentationHash(),
        consent.payer(),
        consent.purpose(),
        consent.expiresAt(),
        consent.nonce());
  }

  /** The claim with any id and signature of its consent. */
  public static SubmitClaim with(SubmitClaim claim, String consentId, String signed) {
    SubmitClaim.Consent of = claim.consent();
    return new SubmitClaim(
        claim.claimId(),
        claim.payer(),
        claim.invoiceId(),
        claim.personId(),
        claim.policy(),
        new SubmitClaim.Consent(
            of.presentationHash(),
            of.payer(),
            of.purpose(),
            of.expiresAt(),
            of.nonce(),
            consentId,
            signed));
  }
}
