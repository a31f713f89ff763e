package org.yipiao.ledger.server.development;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.suite.KeyFiles;

/** What hospitals sign documents with says who they are, as their bills do. */
class DevelopmentCertificatesTest {

  @Test
  void aHospitalsCertificateCarriesItsRegisteredName(@TempDir Path folder) throws Exception {
    var consortium =
        DevelopmentConsortium.found(
            folder.resolve("consortium"),
            "127.0.0.1",
            List.of(1, 2, 3, 4),
            Instant.parse("2026-11-26T00:00:00Z"));
    for (DevelopmentMember member : DevelopmentMember.values()) {
      if (member.kind() == MemberKind.HOSPITAL) {
        var certificate = KeyFiles.load(consortium.documentKey(member)).chain().getFirst();
        var subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        assertThat(IETFUtils.valueToString(subject.getRDNs(BCStyle.O)[0].getFirst().getValue()))
            .isEqualTo(member.legalName());
      }
    }
  }
}
