package org.yipiao.ledger.protocol.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.Operations;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.CheckpointFault;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.checkpoint.NoteSignature;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * A log key counts for the sizes of its epochs: members 1 to 4 up to size 20, then 1 to 5, then 2
 * to 5 from size 31 on, the first being gone.
 */
class EpochLogKeysTest {

  private static final TrustRoot FIRST = TrustRoot.of(SeededConsortium.genesis(), List.of());
  private static final Roster FIVE =
      Roster.of(SeededConsortium.genesis())
          .with(new Roster.Entry(5, "hospital-two", SeededConsortium.validator(5)));
  private static final TrustRoot TRUST = FIRST.withEpoch(21, FIVE).withEpoch(31, withoutTheFirst());

  private static Roster withoutTheFirst() {
    return new Roster(2, FIVE.validators().subList(1, 5));
  }

  @Test
  void theLogKeyOfWhoIsGoneSignsNoLaterCheckpoint() {
    assertThat(fault(31, 1)).isEqualTo(CheckpointFault.LOG_SIGNATURE);
    assertFinal(31, 2);
    assertFinal(31, 5);
  }

  @Test
  void whatItSignedInItsTimeStaysProven() {
    assertFinal(20, 1);
    assertFinal(21, 1);
    assertFinal(30, 1);
  }

  @Test
  void theLogKeyOfWhoCameLaterSignsNoEarlierCheckpoint() {
    assertThat(fault(20, 5)).isEqualTo(CheckpointFault.LOG_SIGNATURE);
    assertFinal(21, 5);
  }

  /** Its key may be anybody's by now: what it signs is as if it were not there. */
  @Test
  void aLineByAKeyThatDoesNotCountAnyMoreSpoilsNothing() {
    var checkpoint = checkpoint(31);
    var stolen = SeededConsortium.logSigner(1).sign(checkpoint(30));
    assertThat(CosignedCheckpoint.verify(note(checkpoint, 2, stolen), TRUST))
        .isInstanceOf(Verification.Final.class);
  }

  @Test
  void aFileSaysWhichKeysAreOfWhichEpoch() {
    TrustRoot read = TrustRoot.parse(TRUST.encode());
    assertThat(read).isEqualTo(TRUST);
    assertThat(read.epochs()).extracting(epoch -> epoch.logKeys().size()).containsExactly(4, 5, 4);
    assertThat(read.logKeys()).hasSize(5);
    assertThat(new String(FIRST.encode(), StandardCharsets.UTF_8))
        .as("one epoch has the file that it always had")
        .containsOnlyOnce("logKeys");
  }

  /** Those that were made before an epoch named its keys. */
  @Test
  void inAFileWhoseEpochsNameNoneAllCount() {
    List<TrustEpoch> unnamed = new ArrayList<>();
    for (TrustEpoch epoch : TRUST.epochs()) {
      unnamed.add(
          new TrustEpoch(epoch.fromSize(), epoch.toSize(), epoch.threshold(), epoch.cosigners()));
    }
    var earlier = new TrustRoot(TRUST.origin(), TRUST.logKeys(), unnamed, List.of());
    assertThat(CosignedCheckpoint.verify(note(checkpoint(31), 1), earlier))
        .isInstanceOf(Verification.Final.class);
  }

  @Test
  void refusesAnEpochWithoutAnyKeyOrWithOneThatTheLogNeverHad() {
    var epoch = FIRST.epochs().getFirst();
    var foreign =
        new TrustEpoch(
            0,
            null,
            epoch.threshold(),
            epoch.cosigners(),
            List.of(SeededConsortium.logSigner(6).vkey()));
    assertThatThrownBy(
            () -> new TrustRoot(FIRST.origin(), FIRST.logKeys(), List.of(foreign), List.of()))
        .isInstanceOf(FormatException.class);
    String file = new String(FIRST.encode(), StandardCharsets.UTF_8);
    byte[] none =
        file.replaceFirst("\"fromSize\"", "\"logKeys\": [], \"fromSize\"")
            .getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> TrustRoot.parse(none)).isInstanceOf(FormatException.class);
  }

  private static Checkpoint checkpoint(long size) {
    return new Checkpoint(SeededConsortium.ORIGIN, size, Operations.digest((int) size));
  }

  /** Cosigned by members 1 to 5, of whom each epoch takes its own. */
  private static String note(Checkpoint checkpoint, int logSigner, NoteSignature... further) {
    List<NoteSignature> lines = new ArrayList<>(List.of(further));
    lines.add(SeededConsortium.logSigner(logSigner).sign(checkpoint));
    for (int member = 1; member <= 5; member++) {
      lines.add(SeededConsortium.cosigner(member).sign(checkpoint, 1_000 + member));
    }
    return new SignedNote(checkpoint.body(), lines).format();
  }

  private static void assertFinal(long size, int logSigner) {
    assertThat(CosignedCheckpoint.verify(note(checkpoint(size), logSigner), TRUST))
        .as("size %d by the log key of %d", size, logSigner)
        .isInstanceOf(Verification.Final.class);
  }

  private static CheckpointFault fault(long size, int logSigner) {
    var verified = CosignedCheckpoint.verify(note(checkpoint(size), logSigner), TRUST);
    return ((Verification.NotFinal) verified).fault();
  }
}
