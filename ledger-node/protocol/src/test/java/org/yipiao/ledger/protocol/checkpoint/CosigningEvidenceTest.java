package org.yipiao.ledger.protocol.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence.Verdict;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

class CosigningEvidenceTest {

  private static final TrustRoot TRUST = TrustRoot.of(SeededConsortium.genesis(), List.of());
  private static final Checkpoint FALSE = checkpoint(7, 1);
  private static final Checkpoint TRUE = checkpoint(7, 2);

  private static Checkpoint checkpoint(long size, int salt) {
    return new Checkpoint(
        SeededConsortium.ORIGIN, size, Digest.sha256(new byte[] {(byte) size, (byte) salt}));
  }

  private static SignedNote cosigned(Checkpoint checkpoint, int member) {
    return new SignedNote(
        checkpoint.body(),
        List.of(SeededConsortium.cosigner(member).sign(checkpoint, 1_800_000_000L + member)));
  }

  private static SignedNote quorum(Checkpoint checkpoint, int... members) {
    return SignedNote.parse(SeededConsortium.note(checkpoint, 1_800_000_000L, members));
  }

  private static void assertFault(EvidenceFault fault, SignedNote accused, SignedNote other) {
    assertThat(new CosigningEvidence(accused, other).verify(TRUST))
        .isEqualTo(new Verdict.NotProven(fault));
  }

  @Test
  void twoRootsOfOneSizeUnderOneKeyProveALie() {
    var evidence = new CosigningEvidence(cosigned(FALSE, 3), cosigned(TRUE, 3));
    assertThat(evidence.verify(TRUST))
        .isEqualTo(new Verdict.Proven("insurer", 7, true, FALSE.root(), TRUE.root()));
    assertThat(CosigningEvidence.parse(evidence.format())).isEqualTo(evidence);
  }

  @Test
  void aRootBesideTheFinalOneProvesALie() {
    var evidence = new CosigningEvidence(cosigned(FALSE, 3), quorum(TRUE, 1, 2, 4));
    assertThat(evidence.verify(TRUST))
        .isEqualTo(new Verdict.Proven("insurer", 7, false, FALSE.root(), TRUE.root()));
    assertThat(CosigningEvidence.parse(evidence.format())).isEqualTo(evidence);
  }

  @Test
  void cosignaturesForArchivesProveALieAsWell() {
    var trust = TrustRoot.of(SeededConsortium.genesisWithPostQuantumKeys(1, 2, 3, 4), List.of());
    var twice = new CosigningEvidence(archived(FALSE, 3), archived(TRUE, 3));
    assertThat(twice.verify(trust))
        .isEqualTo(new Verdict.Proven("insurer", 7, true, FALSE.root(), TRUE.root()));
    assertThat(CosigningEvidence.parse(twice.format())).isEqualTo(twice);
    assertThat(new CosigningEvidence(archived(FALSE, 3), quorum(TRUE, 1, 2, 4)).verify(trust))
        .isEqualTo(new Verdict.Proven("insurer", 7, false, FALSE.root(), TRUE.root()));
    assertThat(new CosigningEvidence(archived(FALSE, 3), archived(TRUE, 2)).verify(trust))
        .isEqualTo(new Verdict.NotProven(EvidenceFault.NOT_CONTRADICTED));
  }

  private static SignedNote archived(Checkpoint checkpoint, int member) {
    return new SignedNote(
        checkpoint.body(),
        List.of(SeededConsortium.postQuantumCosigner(member).sign(checkpoint, 1_800_000_000L)));
  }

  @Test
  void anotherMembersSignatureAccusesNobody() {
    assertFault(EvidenceFault.NOT_CONTRADICTED, cosigned(FALSE, 3), cosigned(TRUE, 2));
    assertFault(EvidenceFault.NOT_CONTRADICTED, cosigned(FALSE, 3), quorum(TRUE, 1, 2));
  }

  @Test
  void whatIsNoContradictionAccusesNobody() {
    assertFault(EvidenceFault.NO_CONFLICT, cosigned(TRUE, 3), cosigned(TRUE, 3));
    assertFault(EvidenceFault.NO_CONFLICT, cosigned(TRUE, 3), cosigned(checkpoint(8, 1), 3));
  }

  @Test
  void aSignatureThatIsNotItsMembersAccusesNobody() {
    var line = cosigned(FALSE, 3).signatures().getFirst();
    var forged = new SignedNote(TRUE.body(), List.of(line));
    assertFault(EvidenceFault.NOT_COSIGNED, forged, cosigned(FALSE, 3));
    assertFault(EvidenceFault.NOT_COSIGNED, cosigned(FALSE, 5), cosigned(TRUE, 5));
  }

  @Test
  void anotherLogsCheckpointsAccuseNobody() {
    var other = new Checkpoint("elsewhere.invalid", 7, FALSE.root());
    assertFault(EvidenceFault.ORIGIN, cosigned(other, 3), cosigned(TRUE, 3));
    assertFault(
        EvidenceFault.FORMAT,
        new SignedNote("no checkpoint\n", cosigned(TRUE, 3).signatures()),
        cosigned(TRUE, 3));
  }

  @Test
  void hasOneSpelling() {
    String text = new CosigningEvidence(cosigned(FALSE, 3), cosigned(TRUE, 3)).format();
    for (String other :
        List.of(
            text + "\n",
            text.substring(1),
            text.replaceFirst("\n\n", "\n"),
            text + text,
            text + "x".repeat(CosigningEvidence.MAX_LENGTH))) {
      assertThatThrownBy(() -> CosigningEvidence.parse(other)).isInstanceOf(FormatException.class);
    }
    assertThatThrownBy(() -> new CosigningEvidence(quorum(TRUE, 1, 2), cosigned(FALSE, 1)))
        .isInstanceOf(FormatException.class);
  }
}
