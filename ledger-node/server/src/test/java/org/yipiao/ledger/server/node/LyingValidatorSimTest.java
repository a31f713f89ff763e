package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence.Verdict;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.ledger.server.node.LyingValidator.Manner;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.submission.TransactionKey;
import org.yipiao.platform.seeds.Seeds;

/**
 * One validator of four lies under traffic: the other three stay equal and final, and nothing false
 * becomes final. Who lies and how the traffic goes come from a seed, which is printed.
 */
class LyingValidatorSimTest {

  private static final Duration LONG = Duration.ofSeconds(6);
  private static final Duration MOMENT = Duration.ofMillis(400);

  /** How many seeds in a row, the first of which is drawn or given. */
  private static final int SEEDS = Integer.getInteger("seeds", 1);

  /** Cosignatures and transactions overtake each other, some are ordered twice. */
  private static final SimulatedConditions WINDY =
      new SimulatedConditions(
          Duration.ofMillis(40),
          Duration.ofMillis(1),
          Duration.ofMillis(200),
          0,
          0.1,
          0.1,
          20,
          1_000);

  @TempDir Path directory;

  /**
   * A consortium in which one lies from now on.
   *
   * @param honest the three others
   * @param truth the log's size up to which the liar has cosigned what it executed
   */
  private record Run(
      String name,
      SimulatedConsortium consortium,
      SplittableRandom random,
      int liar,
      Manner manner,
      List<Integer> honest,
      long truth,
      List<SignedTransaction> sent) {

    Chain chain(int member) {
      return consortium.node(member).chain();
    }

    /** Invoices through some of the validators, with pauses. */
    void traffic(int from, int count, List<Integer> through) throws Exception {
      for (int i = 0; i < count; i++) {
        sent.add(consortium.issue(from + i, through.get(random.nextInt(through.size()))));
        consortium.run(Duration.ofMillis(40L * (1 + random.nextInt(10))));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Manner.class)
  void theOthersStayEqualAndFinal(Manner manner) throws Exception {
    long first = Seeds.of(this);
    for (int i = 0; i < SEEDS; i++) {
      var run = begin(manner, WINDY, first + i);
      try (var log = new LogLines()) {
        run.traffic(0, 12, run.honest);
        run.consortium.run(LONG);
        assertEqualAndFinal(run);
        assertOnlyTheTruthIsFinal(run);
        assertTheLiarIsNamed(run, log);
      }
    }
  }

  /** By each of the three, and nobody else by any. */
  private static void assertTheLiarIsNamed(Run run, LogLines log) {
    for (int member : run.honest) {
      var node = run.consortium.node(member);
      assertThat(node.lies().counts().keySet())
          .as(run.name)
          .allMatch(told -> told.member() == run.liar);
      for (LieKind kind : kinds(run.manner)) {
        assertThat(node.lies().count(run.liar, kind)).as(run.name + " " + kind).isPositive();
        assertThat(log.with("member " + run.liar + " (" + tenant(run.liar) + ") lies, " + kind))
            .as(run.name)
            .isNotEmpty();
      }
      for (int other = 1; other <= 4; other++) {
        boolean silent = other == run.liar && run.manner == Manner.WITHHOLDS;
        var withheld = node.cosignatures().withheld(other);
        if (silent) {
          assertThat(withheld).as(run.name).isPositive();
        } else if (other != run.liar) {
          assertThat(withheld).as(run.name).isLessThan(MOMENT);
        }
      }
      assertProven(run, node);
    }
  }

  /** Whoever has the trust root sees it by what each of the three keeps. */
  private static void assertProven(Run run, LedgerNode node) {
    var pieces = node.evidence().from(0, 0, 100);
    assertThat(pieces.isEmpty()).as(run.name).isEqualTo(kinds(run.manner).isEmpty());
    for (var piece : pieces) {
      assertThat(piece.member()).as(run.name).isEqualTo(run.liar);
      assertThat(CosigningEvidence.parse(piece.text()).verify(run.consortium.trust()))
          .as(run.name)
          .isInstanceOfSatisfying(
              Verdict.Proven.class,
              proven -> {
                assertThat(proven.member()).isEqualTo(tenant(run.liar));
                assertThat(proven.size()).isEqualTo(piece.size());
              });
    }
  }

  private static List<LieKind> kinds(Manner manner) {
    return switch (manner) {
      case OTHER_ROOT, OTHER_STATE -> List.of(LieKind.WRONG_ROOT);
      case WITHHOLDS, BLIND -> List.of();
      case TWO_FACED, SIGNS_BOTH, FLOODS -> List.of(LieKind.CONFLICTING_COSIGNATURES);
      case FORGES -> List.of(LieKind.OTHERS_COSIGNATURE, LieKind.WRONG_ROOT);
    };
  }

  private static String tenant(int member) {
    return List.of(DevelopmentMember.values()).get(member - 1).tenant();
  }

  /** A quorum is three: two and a liar are none, as long as it never cosigns the true root. */
  @ParameterizedTest
  @EnumSource(
      value = Manner.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"TWO_FACED", "SIGNS_BOTH", "BLIND"})
  void whatTheLiarSignsMakesNoQuorumWithTwoOthers(Manner manner) throws Exception {
    var run = begin(manner, SimulatedConditions.calm(), Seeds.of(this));
    int away = run.honest.get(run.random.nextInt(3));
    var two = run.honest.stream().filter(member -> member != away).toList();
    run.consortium.crash(away);
    run.traffic(0, 5, two);
    run.consortium.run(LONG);
    for (int member : two) {
      assertThat(run.chain(member).finalSize()).as(run.name).isEqualTo(run.truth);
      assertThat(run.chain(member).log().size()).as(run.name).isGreaterThan(run.truth);
      assertThat(run.consortium.node(member).divergence().evidence()).as(run.name).isEmpty();
    }

    run.consortium.start(away);
    run.consortium.run(LONG);
    assertEqualAndFinal(run);
    assertOnlyTheTruthIsFinal(run);
  }

  /** What it missed is final nowhere while it is away, and it asks the liar too. */
  @ParameterizedTest
  @EnumSource(
      value = Manner.class,
      names = {"OTHER_STATE", "TWO_FACED", "FORGES"})
  void oneThatMissedRoundsComesBackEqualAlthoughItAsksTheLiar(Manner manner) throws Exception {
    var run = begin(manner, SimulatedConditions.forgetful(), Seeds.of(this));
    int away = run.honest.get(run.random.nextInt(3));
    var two = run.honest.stream().filter(member -> member != away).toList();
    var consortium = run.consortium;
    consortium.talk().lies(run.liar, page -> new RoundPage(page.rounds().reversed()));
    consortium.network().partition(List.of(away));
    for (int i = 0; i < 8; i++) {
      run.traffic(i, 1, two);
      consortium.run(MOMENT);
    }
    consortium.peersAnswer(false);
    consortium.network().heal();
    consortium.run(MOMENT);
    assertThat(run.chain(away).gaps().lowest()).as(run.name).isPresent();

    consortium.peersAnswer(true);
    run.traffic(50, 3, two);
    consortium.run(LONG);
    assertThat(run.chain(away).gaps().lowest()).as(run.name).isEmpty();
    assertEqualAndFinal(run);
    assertOnlyTheTruthIsFinal(run);
  }

  private Run begin(Manner manner, SimulatedConditions conditions, long seed) throws Exception {
    var random = new SplittableRandom(seed);
    int liar = 1 + random.nextInt(4);
    String name = "seed " + seed + ", member " + liar + " " + manner;
    System.out.println(name);
    var consortium = new SimulatedConsortium(directory, seed, conditions);
    consortium.run(LONG);
    var honest = IntStream.rangeClosed(1, 4).filter(one -> one != liar).boxed().toList();
    var sent = new ArrayList<SignedTransaction>();
    sent.add(consortium.allocate(honest.getFirst()));
    consortium.run(Duration.ofSeconds(3));
    long truth = consortium.node(liar).chain().log().size();
    for (int member : honest) {
      assertThat(consortium.node(member).chain().finalSize()).as(name).isEqualTo(truth);
    }
    consortium.corrupt(liar, new LyingValidator(consortium, liar, manner));
    return new Run(name, consortium, random, liar, manner, honest, truth, sent);
  }

  private static void assertEqualAndFinal(Run run) {
    var first = run.chain(run.honest.getFirst());
    for (int member : run.honest) {
      var chain = run.chain(member);
      assertThat(run.consortium.node(member).divergence().evidence()).as(run.name).isEmpty();
      assertThat(chain.head()).as(run.name).isEqualTo(first.head());
      assertThat(chain.finalSize()).as(run.name).isEqualTo(first.log().size());
      for (var transaction : run.sent) {
        var key = TransactionKey.of(transaction.header());
        assertThat(chain.transaction(key))
            .as(run.name)
            .isEqualTo(first.transaction(key))
            .isPresent();
      }
    }
  }

  /** Every final checkpoint is of the log that the three have, and a quorum signed that. */
  private static void assertOnlyTheTruthIsFinal(Run run) {
    var log = run.chain(run.honest.getFirst()).log();
    for (int member : run.honest) {
      var chain = run.chain(member);
      Optional<FinalCheckpoint> next = chain.checkpointCovering(1);
      while (next.isPresent()) {
        FinalCheckpoint last = next.get();
        assertThat(last.root()).as(run.name).isEqualTo(log.root(last.size()));
        assertThat(CosignedCheckpoint.verify(last.note(), run.consortium.trust()))
            .as(run.name)
            .isInstanceOfSatisfying(
                Verification.Final.class,
                verified -> {
                  assertThat(verified.checkpoint().root()).isEqualTo(last.root());
                  if (last.size() > run.truth) {
                    assertTheLiarCountsForNoLie(run, verified.members());
                  }
                });
        next = chain.checkpointCovering(last.size() + 1);
      }
    }
  }

  private static void assertTheLiarCountsForNoLie(Run run, List<String> members) {
    switch (run.manner) {
      case OTHER_ROOT, OTHER_STATE, WITHHOLDS, FORGES, FLOODS ->
          assertThat(members).as(run.name).hasSize(3).doesNotContain(tenant(run.liar));
      case TWO_FACED, SIGNS_BOTH, BLIND -> {} // the true root it signs too, and there it does count
    }
  }
}
