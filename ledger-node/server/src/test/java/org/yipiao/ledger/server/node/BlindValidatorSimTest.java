package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence.Verdict;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.ledger.server.lies.Lies;
import org.yipiao.ledger.server.node.LyingValidator.Manner;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;

/**
 * A validator cosigns what it has not executed. While that is true nobody can see it ({@link
 * Manner#BLIND}); as soon as it is false, the blind one is named as whoever lied to it, and proven
 * where a final checkpoint has that size; and the two words together make nothing final.
 */
class BlindValidatorSimTest {

  private static final Duration LONG = Duration.ofSeconds(6);
  private static final int LIAR = 2;
  private static final int BLIND = 3;

  @TempDir Path directory;
  private SimulatedConsortium consortium;
  private LogLines log;
  private long truth;

  @BeforeEach
  void found() throws Exception {
    consortium = new SimulatedConsortium(directory, 101, SimulatedConditions.calm());
    consortium.run(LONG);
    consortium.allocate(1);
    consortium.run(LONG);
    truth = chain(1).finalSize();
    assertThat(truth).isEqualTo(chain(1).log().size());
    log = new LogLines();
  }

  @AfterEach
  void stopReading() {
    log.close();
  }

  /** It hears the liar first, and repeats it: one more than may lie, and still not enough. */
  @Test
  void whoRepeatsALiarMakesNothingFalseFinalAndIsNamedWithIt() throws Exception {
    var liar = new LyingValidator(consortium, LIAR, Manner.OTHER_ROOT);
    consortium.corrupt(LIAR, liar);
    consortium.corrupt(BLIND, signing(own -> liar.ordered(own).getFirst()));
    issue(0, 5);
    for (int member : List.of(1, 4)) {
      assertThat(chain(member).log().size()).isGreaterThan(truth);
      assertThat(chain(member).finalSize()).as("neither the lie nor more").isEqualTo(truth);
      assertThat(consortium.node(member).divergence().evidence()).isEmpty();
    }

    consortium.corrupt(BLIND, new Lie() {}); // it executes what it signs from now on
    issue(5, 3);
    for (int member : List.of(1, 4)) {
      assertNamed(member, Set.of(LIAR, BLIND)); // no size of the false ones has a checkpoint
    }
    assertTrueAndFinal(List.of(1, BLIND, 4));
  }

  /** It cannot know the root of a block that is still to come. */
  @Test
  void whoSignsAheadOfABlockIsNamedAndProven() throws Exception {
    long blockOfOneInvoice = 2;
    consortium.corrupt(
        BLIND,
        signing(own ->
            new Cosignature(BLIND, own.size() + blockOfOneInvoice, own.root(), new byte[72])));
    issue(0, 5);
    for (int member : List.of(1, 2, 4)) {
      assertNamed(member, Set.of(BLIND));
      assertProven(member);
      assertThat(consortium.node(member).lies().count(BLIND, LieKind.WRONG_ROOT)).isPositive();
    }
    assertTrueAndFinal(List.of(1, 2, 4));
  }

  private void assertNamed(int by, Set<Integer> members) {
    var told = consortium.node(by).lies().counts().keySet();
    assertThat(told).extracting(Lies.Told::member).hasSameElementsAs(members);
    for (var one : told) {
      assertThat(LieLines.naming(log, one.member(), one.kind())).isNotEmpty();
    }
  }

  private void assertProven(int by) throws Exception {
    var pieces = consortium.node(by).evidence().from(0, 0, 100);
    assertThat(pieces).isNotEmpty();
    for (var piece : pieces) {
      assertThat(CosigningEvidence.parse(piece.text()).verify(consortium.trust()))
          .isInstanceOfSatisfying(
              Verdict.Proven.class,
              proven -> assertThat(proven.member()).isEqualTo(LieLines.tenant(BLIND)));
    }
  }

  private void assertTrueAndFinal(List<Integer> honest) {
    for (int member : honest) {
      var chain = chain(member);
      assertThat(consortium.node(member).divergence().evidence()).isEmpty();
      assertThat(chain.finalSize()).as("member %d", member).isEqualTo(chain(1).log().size());
      assertThat(chain.finalCheckpoint().orElseThrow().root())
          .isEqualTo(chain(1).log().root(chain.finalSize()));
    }
  }

  private void issue(int from, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      consortium.issue(from + i, 1);
      consortium.run(Duration.ofSeconds(1));
    }
    consortium.run(LONG);
  }

  private Chain chain(int member) {
    return consortium.node(member).chain();
  }

  /**
   * What the blind one signs, under its own key, in place of what its node executed, none of which
   * it shows.
   */
  private Lie signing(Heard heard) throws Exception {
    Cosigner cosigner = consortium.members().cosigner(BLIND);
    var shown = new LyingValidator(consortium, BLIND, Manner.OTHER_ROOT);
    return new Lie() {
      @Override
      public String checkpoint(FinalCheckpoint own) {
        return shown.checkpoint(own);
      }

      @Override
      public BlockPage.BlockView block(BlockPage.BlockView own) {
        return shown.block(own);
      }

      @Override
      public List<Cosignature> ordered(Cosignature own) {
        Cosignature what = heard.inPlaceOf(own);
        long size = what.size();
        Digest root = what.root();
        var checkpoint = new Checkpoint(consortium.genesis().origin(), size, root);
        byte[] signature = cosigner.sign(checkpoint, own.timeSeconds()).signature();
        return List.of(new Cosignature(BLIND, size, root, signature));
      }
    };
  }

  /** Another size or root, which somebody said. */
  @FunctionalInterface
  private interface Heard {
    Cosignature inPlaceOf(Cosignature own);
  }
}
