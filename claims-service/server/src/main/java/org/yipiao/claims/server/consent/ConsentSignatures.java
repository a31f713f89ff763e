package org.yipiao.claims.server.consent;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import org.springframework.stereotype.Component;
import org.yipiao.invoice.api.ConsentPayload;

/** Says whether the register has signed a consent: exactly these bytes, with a key of its own. */
@Component
public class ConsentSignatures {

  private static final JOSEObjectType TYPE = new JOSEObjectType(ConsentPayload.TYPE);

  private final ConsentKeys keys;

  ConsentSignatures(ConsentKeys keys) {
    this.keys = keys;
  }

  /** What came of looking at a signature. */
  public enum Verdict {
    SOUND,
    /** It is not the register's signature over this consent. */
    NOT_SIGNED,
    /** The register cannot be asked for its keys now. */
    KEYS_UNAVAILABLE
  }

  /**
   * Verifies a compact JWS (RFC 7515). Whatever its header says, only ES256 and keys of the
   * register count.
   */
  public Verdict check(ConsentPayload consent, String signed) {
    try {
      JWSObject jws = JWSObject.parse(signed);
      JWSHeader header = jws.getHeader();
      byte[] canonical = consent.canonical().getBytes(StandardCharsets.US_ASCII);
      if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())
          || !TYPE.equals(header.getType())
          || header.getKeyID() == null
          || !Arrays.equals(jws.getPayload().toBytes(), canonical)) {
        return Verdict.NOT_SIGNED;
      }
      return switch (keys.find(header.getKeyID())) {
        case ConsentKeys.Found.Key(var key) ->
            jws.verify(new ECDSAVerifier(key)) ? Verdict.SOUND : Verdict.NOT_SIGNED;
        case ConsentKeys.Found.None _ -> Verdict.NOT_SIGNED;
        case ConsentKeys.Found.Unavailable _ -> Verdict.KEYS_UNAVAILABLE;
      };
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Verdict.NOT_SIGNED;
    }
  }
}
