package org.yipiao.claims.server.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.server.consent.ConsentSignatures.Verdict;
import org.yipiao.claims.server.testing.ConsentSigner;
import org.yipiao.invoice.api.ConsentPayload;

/** Nothing but the register's signature over exactly these bytes is one. */
class ConsentSignaturesTest {

  private static final Instant END = Instant.parse("2026-08-30T23:59:59Z");
  private static final String HASH = "ab".repeat(32);
  private static final String NONCE = "AAECAwQFBgcICQoLDA0ODw";
  private static final ConsentPayload CONSENT =
      new ConsentPayload(HASH, "agency", "REIMBURSEMENT", END, NONCE);

  private final ConsentSignatures signatures = of(ConsentSigner::published);

  private static ConsentSignatures of(ConsentKeySource source) {
    return new ConsentSignatures(new ConsentKeys(source, InstantSource.system()));
  }

  private static String sign(JWSHeader header, String payload) {
    return ConsentSigner.sign(header, payload, ConsentSigner.KEY);
  }

  private static String sound() {
    return sign(ConsentSigner.header().build(), CONSENT.canonical());
  }

  private void isNone(String signed) {
    assertThat(signatures.check(CONSENT, signed)).as(signed).isEqualTo(Verdict.NOT_SIGNED);
  }

  @Test
  void takesTheRegistersSignature() {
    assertThat(signatures.check(CONSENT, sound())).isEqualTo(Verdict.SOUND);
  }

  @Test
  void refusesOneOfAConsentThatDiffersInAnyMember() {
    for (ConsentPayload other :
        List.of(
            new ConsentPayload("cd".repeat(32), "agency", "REIMBURSEMENT", END, NONCE),
            new ConsentPayload(HASH, "insurer", "REIMBURSEMENT", END, NONCE),
            new ConsentPayload(HASH, "agency", "RESEARCH", END, NONCE),
            new ConsentPayload(HASH, "agency", "REIMBURSEMENT", END.plusSeconds(1), NONCE),
            new ConsentPayload(HASH, "agency", "REIMBURSEMENT", END, NONCE + "A"))) {
      assertThat(signatures.check(other, sound())).isEqualTo(Verdict.NOT_SIGNED);
    }
  }

  @Test
  void refusesTheSameMembersInAnotherSpelling() {
    isNone(sign(ConsentSigner.header().build(), CONSENT.canonical().replace(",", ", ")));
    isNone(sign(ConsentSigner.header().build(), CONSENT.canonical() + "\n"));
  }

  @Test
  void refusesOneOfAnotherKeyUnderTheRegistersName() {
    JWSHeader header = ConsentSigner.header().build();
    isNone(ConsentSigner.sign(header, CONSENT.canonical(), ConsentSigner.key()));
  }

  @Test
  void refusesAKeyThatTheRegisterDoesNotHave() {
    var stranger = ConsentSigner.key();
    JWSHeader header = ConsentSigner.header().keyID(stranger.getKeyID()).build();
    isNone(ConsentSigner.sign(header, CONSENT.canonical(), stranger));
    isNone(
        ConsentSigner.sign(
            ConsentSigner.header().jwk(stranger.toPublicJWK()).keyID("embedded").build(),
            CONSENT.canonical(),
            stranger));
    isNone(sign(ConsentSigner.header().keyID(null).build(), CONSENT.canonical()));
  }

  @Test
  void refusesWhatWasSignedForSomethingElse() {
    isNone(
        sign(
            ConsentSigner.header().type(new JOSEObjectType("at+jwt")).build(),
            CONSENT.canonical()));
    isNone(sign(ConsentSigner.header().type(null).build(), CONSENT.canonical()));
  }

  @Test
  void refusesEveryOtherAlgorithm() throws JOSEException {
    var hmac =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType(ConsentPayload.TYPE))
                .keyID(ConsentSigner.KEY.getKeyID())
                .build(),
            new Payload(CONSENT.canonical()));
    hmac.sign(new MACSigner(ConsentSigner.KEY.toECPublicKey().getEncoded()));
    isNone(hmac.serialize());
    String[] parts = sound().split("\\.", -1);
    String none = "{\"alg\":\"none\",\"typ\":\"" + ConsentPayload.TYPE + "\"}";
    isNone(Base64URL.encode(none) + "." + parts[1] + ".");
    isNone(Base64URL.encode(none) + "." + parts[1] + "." + parts[2]);
  }

  @Test
  void refusesWhatIsNoSignatureAtAll() {
    byte[] zero = new byte[64];
    String[] parts = sound().split("\\.", -1);
    isNone(parts[0] + "." + parts[1] + "." + Base64URL.encode(zero));
    isNone(parts[0] + "." + parts[1]);
    isNone("e30.e30." + Base64URL.encode(zero));
    isNone(new String(zero, StandardCharsets.US_ASCII));
    isNone("");
  }

  @Test
  void saysNothingOfOneWhileTheRegisterCannotBeAsked() {
    ConsentSignatures unheard =
        of(() -> {
          throw new IllegalStateException("no answer");
        });
    assertThat(unheard.check(CONSENT, sound())).isEqualTo(Verdict.KEYS_UNAVAILABLE);
  }
}
