package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineIdentityTest {

  private static final char[] PASSWORD = "a password for tests".toCharArray();

  @TempDir Path directory;

  @Test
  void comesBackFromItsFileAsItWas() throws Exception {
    Path file = directory.resolve("engine.p12");
    EngineIdentity identity = EngineIdentity.generate(3);
    identity.store(file, PASSWORD);

    EngineIdentity loaded = EngineIdentity.load(file, PASSWORD);
    assertThat(loaded.certificateDer()).isEqualTo(identity.certificateDer());
    assertThat(loaded.signing().getPrivate()).isEqualTo(identity.signing().getPrivate());
    assertThat(loaded.agreement().getPrivate()).isEqualTo(identity.agreement().getPrivate());
    assertThat(loaded.agreementCertificate()).isEqualTo(identity.agreementCertificate());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void certifiesItselfAndItsAgreementKeyWithEd25519() throws Exception {
    EngineIdentity identity = EngineIdentity.generate(3);
    var certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(identity.certificateDer()));
    certificate.verify(certificate.getPublicKey());
    identity.agreementCertificate().verify(certificate.getPublicKey());
    assertThat(certificate.getPublicKey().getAlgorithm()).isIn("EdDSA", "Ed25519");
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=engine-signing-3");
    assertThat(identity.agreementCertificate().getIssuerX500Principal())
        .isEqualTo(certificate.getSubjectX500Principal());
  }

  @Test
  void isNotReadWithAWrongPassword() throws Exception {
    Path file = directory.resolve("engine.p12");
    EngineIdentity.generate(3).store(file, PASSWORD);
    assertThatThrownBy(() -> EngineIdentity.load(file, "wrong".toCharArray()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void neverReplacesKeysThatExist() throws Exception {
    Path file = directory.resolve("engine.p12");
    EngineIdentity first = EngineIdentity.generate(3);
    first.store(file, PASSWORD);
    assertThatThrownBy(() -> EngineIdentity.generate(3).store(file, PASSWORD))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exist already");
    assertThat(EngineIdentity.load(file, PASSWORD).certificateDer())
        .isEqualTo(first.certificateDer());
  }
}
