package org.yipiao.ledger.protocol.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yipiao.ledger.protocol.SampleEpochs.FIRST;
import static org.yipiao.ledger.protocol.SampleEpochs.ONE;
import static org.yipiao.ledger.protocol.SampleEpochs.TWO;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SampleEpochs;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.CheckpointFault;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.trust.TrustSource;
import org.yipiao.ledger.protocol.wire.FormatException;

/** What goes on from one trust root to the next, and what does not. */
class EpochChangeTest {

  private static final Roster GENESIS = Roster.of(SeededConsortium.genesis());
  private static final TrustRoot ALL = EpochChange.follow(FIRST, List.of(ONE, TWO));

  @Test
  void aTrustRootGoesOnWithWhatQuorumsHaveAgreedTo() {
    assertThat(ALL)
        .isEqualTo(FIRST.withEpoch(10, ONE.next().roster()).withEpoch(20, TWO.next().roster()));
    assertThat(EpochChange.follow(SeededConsortium.genesis(), List.of(ONE, TWO)))
        .extracting(Epoch::fromSize)
        .containsExactly(0L, 10L, 20L);
  }

  @Test
  void whatItHasAlreadyIsPassedOver() {
    assertThat(EpochChange.follow(ALL, List.of(ONE, TWO))).isEqualTo(ALL);
    TrustRoot one = EpochChange.follow(FIRST, List.of(ONE));
    assertThat(EpochChange.follow(one, List.of(ONE, TWO))).isEqualTo(ALL);
    assertThat(EpochChange.follow(one, List.of(TWO))).isEqualTo(ALL);
  }

  /** The validators of the one left out count for the sizes after it, which would be attributed. */
  @Test
  void noEpochIsLeftOut() {
    assertThat(TWO.after(FIRST)).as("three of the first four cosigned it").isEmpty();
    assertThatThrownBy(() -> EpochChange.follow(FIRST, List.of(TWO)))
        .isInstanceOf(FormatException.class)
        .hasMessage("epoch 2 is not proven");
    TrustRoot later = TrustRoot.of(SeededConsortium.ORIGIN, 10, ONE.next().roster(), List.of());
    assertThat(TWO.after(later)).as("it does not know what was before").isEmpty();
  }

  @Test
  void aChangeWithoutAQuorumOfThoseBeforeIsNone() {
    Roster five = ONE.next().roster();
    assertThat(SampleEpochs.change(10, five, 1, 2).after(FIRST)).isEmpty();
    assertThat(SampleEpochs.change(10, five, 1, 5, 6).after(FIRST)).isEmpty();
    assertThat(SampleEpochs.change(10, five, 1, 2, 3).after(FIRST)).isPresent();
    TrustRoot one = EpochChange.follow(FIRST, List.of(ONE));
    assertThat(SampleEpochs.change(20, TWO.next().roster(), 1, 2, 3).after(one))
        .as("three of five")
        .isEmpty();
  }

  @Test
  void aHeaderProvesNoOtherValidatorsNoOtherSizeAndNoFirstEpoch() {
    Epoch other = new Epoch(10, GENESIS.withoutValidator(4));
    assertThat(SampleEpochs.change(other, ONE.next().digest(), 1, 2, 3).after(FIRST)).isEmpty();
    Epoch later = new Epoch(11, ONE.next().roster());
    assertThat(SampleEpochs.change(later, ONE.next().digest(), 1, 2, 3).after(FIRST)).isEmpty();
    Epoch first = new Epoch(10, GENESIS);
    assertThat(SampleEpochs.change(first, first.digest(), 1, 2, 3).provenUnder(FIRST)).isFalse();
  }

  @Test
  void aFileThatSaysWhereItsLastEpochEndsGoesOnThereAlone() {
    var last = FIRST.withEpoch(15, ONE.next().roster());
    var ended =
        new TrustRoot(
            last.origin(), last.logKeys(), last.epochs().subList(0, 1), last.issuerRoots());
    assertThat(ended.epochs().getLast().end()).hasValue(14);
    assertThat(ONE.after(ended)).isEmpty();
    assertThat(SampleEpochs.change(15, ONE.next().roster(), 1, 2, 3).after(ended)).isPresent();
  }

  @Test
  void aCheckpointOfALaterEpochIsVerifiedOnceMoreUnderALaterTrustRoot() {
    String note = SampleEpochs.note(25, 2, 3, 5);
    assertThat(CosignedCheckpoint.verify(note, FIRST)).isInstanceOf(Verification.NotFinal.class);
    assertThat(CosignedCheckpoint.verify(note, source(ALL))).isInstanceOf(Verification.Final.class);
    assertThat(CosignedCheckpoint.verify(SampleEpochs.note(25, 2, 5), source(ALL)))
        .isInstanceOfSatisfying(
            Verification.NotFinal.class,
            broken -> assertThat(broken.fault()).isEqualTo(CheckpointFault.QUORUM));
  }

  @Test
  void noLaterTrustRootIsAskedForWhereItCannotMatter() {
    TrustSource never =
        new TrustSource() {
          @Override
          public TrustRoot present() {
            return ALL;
          }

          @Override
          public Optional<TrustRoot> later(TrustRoot than, Predicate<TrustRoot> holds) {
            throw new AssertionError("nobody is to be asked");
          }
        };
    for (String note :
        List.of(
            SampleEpochs.note(25, 2, 3, 5),
            SampleEpochs.note(19, 1, 2),
            "no note",
            SampleEpochs.note(25, 2, 5).replace(SeededConsortium.ORIGIN, "yipiao.invalid/b"))) {
      CosignedCheckpoint.verify(note, never);
    }
  }

  private static TrustSource source(TrustRoot later) {
    return new TrustSource() {
      @Override
      public TrustRoot present() {
        return FIRST;
      }

      @Override
      public Optional<TrustRoot> later(TrustRoot than, Predicate<TrustRoot> holds) {
        return Optional.of(later).filter(holds);
      }
    };
  }
}
