package org.yipiao.invoice.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.invoice.document.certificate.IssuerCertificates;
import org.yipiao.ledger.protocol.suite.SignatureSuite;

/** Documents of suite GM: SM2 with SM3, under certificates of the same kind. */
class GmDocumentTest {

  private final SecureRandom random = new SecureRandom();
  private final Documents.Signer hospital =
      Documents.Signer.create(random, SignatureSuite.gm(random));
  private final IssuerCertificates roots = new IssuerCertificates(List.of(hospital.root()));

  @Test
  void aDocumentIsSignedBySm2AndAuthenticated() {
    String compact = hospital.outpatient().compact();
    assertThat(header(compact)).contains("\"alg\":\"SM2SM3\"");
    assertThat(Documents.read(compact).authenticate(roots, Documents.NOW)).isEmpty();
  }

  @Test
  void aChangedSignatureIsRefused() {
    String compact = hospital.outpatient().compact();
    int end = compact.indexOf('~');
    int dot = compact.lastIndexOf('.', end);
    byte[] signature = Base64.getUrlDecoder().decode(compact.substring(dot + 1, end));
    signature[40] ^= 1;
    String changed =
        compact.substring(0, dot + 1)
            + Base64.getUrlEncoder().withoutPadding().encodeToString(signature)
            + compact.substring(end);
    assertThat(Documents.read(changed).authenticate(roots, Documents.NOW))
        .contains(DocumentFault.SIGNATURE_INVALID);
  }

  @Test
  void anAlgorithmThatIsNotTheKeysIsRefused() {
    String compact = hospital.outpatient().compact();
    String lied = header(compact).replace("SM2SM3", "ES256");
    String changed =
        Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(lied.getBytes(StandardCharsets.UTF_8))
            + compact.substring(compact.indexOf('.'));
    assertThat(Documents.read(changed).authenticate(roots, Documents.NOW))
        .contains(DocumentFault.SIGNATURE_INVALID);
  }

  @Test
  void anotherRootOfTheSameSuiteAndARootOfTheOtherDoNotVouchForIt() {
    var document = Documents.read(hospital.outpatient().compact());
    var stranger = Documents.Signer.create(random, SignatureSuite.gm(random));
    var intl = Documents.Signer.create(random);
    for (var other : List.of(stranger, intl)) {
      assertThat(
              document.authenticate(new IssuerCertificates(List.of(other.root())), Documents.NOW))
          .contains(DocumentFault.CERTIFICATE_UNTRUSTED);
    }
    var both = new IssuerCertificates(List.of(intl.root(), hospital.root()));
    assertThat(document.authenticate(both, Documents.NOW)).isEmpty();
    assertThat(Documents.read(intl.outpatient().compact()).authenticate(both, Documents.NOW))
        .isEmpty();
  }

  private static String header(String compact) {
    return new String(
        Base64.getUrlDecoder().decode(compact.substring(0, compact.indexOf('.'))),
        StandardCharsets.UTF_8);
  }
}
