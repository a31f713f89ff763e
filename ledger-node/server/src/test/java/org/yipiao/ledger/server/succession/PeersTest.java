package org.yipiao.ledger.server.succession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.golden.SeededEpochs;
import org.yipiao.ledger.server.node.LogLines;
import org.yipiao.ledger.server.ordering.FailingListener;
import org.yipiao.ledger.server.ordering.SuccessiveEngines;

/** Peers that lie, are slow, or never answer. */
class PeersTest {

  private static final Duration FOR_EVER = Duration.ofDays(1);
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path directory;

  /** One that takes a question and never answers it, whatever it is told. */
  private static final class Silent extends Talking {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    Silent() {
      super("silent");
    }

    @Override
    public Optional<byte[]> stop() {
      asked.countDown();
      return hang();
    }

    @Override
    public Optional<byte[]> stopState() {
      return hang();
    }

    @Override
    public Optional<List<EpochChange>> epochs(long from) {
      return hang();
    }

    private <T> Optional<T> hang() {
      while (true) {
        try {
          never.await();
        } catch (InterruptedException e) {
          // It is not interested.
        }
      }
    }
  }

  /** One that claims to know more than anybody, and never shows it. */
  private static final class Boasting extends Talking {
    private final Silent silent = new Silent();

    Boasting() {
      super("boasting");
      says(Trial.KEYS.proof(new EngineStop(1L << 40, 900, StopProofTest.hash(7)), 2, 3, 4));
    }

    @Override
    public Optional<List<EpochChange>> epochs(long from) {
      return silent.epochs(from);
    }
  }

  private static Peers asked(Talking... peers) {
    return new Peers(List.of(peers), SeededEpochs.GENESIS, FOR_EVER, FOR_EVER);
  }

  @Test
  void theEndDoesNotWaitForAPeerThatNeverAnswers() throws Exception {
    var silent = new Silent();
    var engines =
        new SuccessiveEngines(
            new Trial(directory).succession(1, new SavedStates(), Disk.FORCED, asked(silent)));
    Thread starting = Thread.ofPlatform().start(() -> engines.start(new FailingListener()));
    silent.asked.await();
    engines.close();
    await().atMost(LONG).until(() -> !starting.isAlive());
  }

  @Test
  void nobodyIsAskedAfterTheEnd() {
    Peers peers = asked(new Silent());
    peers.close();
    assertThat(peers.stops()).isEmpty();
  }

  /** Asked for a stop, it told of one; asked for its state, it has gone on to the next already. */
  @Test
  void onlyWhoStillTellsOfAStopLiesWhenItGivesAnotherState() throws Exception {
    var later = new EngineStop(Trial.STOP.epoch() + 1, 900, StopProofTest.hash(7));
    var wentOn = new Talking("one that went on");
    wentOn.says(Trial.KEYS.proof(later, 1, 2, 3));
    wentOn.gives(Trial.STATE);
    var liar = new Talking("a liar");
    StopProof proof = Trial.KEYS.proof(Trial.STOP, 1, 2, 3);
    liar.says(proof);
    liar.gives(Trial.STATE);
    Peers peers = asked(wentOn, liar);
    try (var log = new LogLines()) {
      var holders = List.of(new Peers.Said(wentOn, proof), new Peers.Said(liar, proof));
      assertThat(peers.give(Trial.STOP, holders, _ -> false)).isFalse();
      await().atMost(LONG).until(() -> log.with("one that went on has gone on").size() == 1);
      await().atMost(LONG).until(() -> log.with("a liar lies: ").size() == 1);
      assertThat(log.with(" lies: ")).hasSize(1);
    }
  }

  /** It needs longer than those are waited for who may lie, and the liar says nothing at all. */
  @Test
  void oneThatIsSlowBesideALiarIsHeardAtLast() {
    var slow = new Talking("slow");
    StopProof proof = Trial.KEYS.proof(Trial.STOP, 1, 2, 3);
    slow.says(proof);
    slow.takes(LastPatience.FIRST.multipliedBy(3).dividedBy(2));
    var quick = new Talking("quick");
    quick.says(proof);
    // With this node four, of which one may lie.
    Peers peers = asked(quick, new Talking("says nothing"), slow);
    List<Integer> heard = new ArrayList<>();
    while (!heard.contains(2) && heard.size() < 5) {
      heard.add(peers.stops().size());
    }
    assertThat(heard).endsWith(2);
  }

  /** The state is there as soon as one gives it. */
  @Test
  void aStateIsTakenWhileOthersAreSilent() throws Exception {
    var silent = new Silent();
    var liar = new Talking("liar");
    liar.gives(new byte[] {1});
    var honest = new Talking("honest");
    honest.gives(Trial.STATE);
    StopProof proof = Trial.KEYS.proof(Trial.STOP, 1, 2, 3);
    List<Peers.Said> holders =
        List.of(
            new Peers.Said(silent, proof),
            new Peers.Said(liar, proof),
            new Peers.Said(honest, proof));
    Peers peers = asked(silent, liar, honest);
    assertThat(peers.give(Trial.STOP, holders, records -> records.records().size() == 2)).isTrue();
  }

  @Test
  void epochsAreAskedForFromWhereTheyAreKnown() {
    var honest = new Talking("honest");
    Peers peers = asked(honest);
    List<Epoch> first = List.of(Epoch.first(SeededEpochs.GENESIS));
    assertThat(peers.epochs(first)).isEqualTo(first);
    honest.shows(SeededEpochs.change());
    assertThat(peers.epochs(first)).containsExactly(first.getFirst(), SeededEpochs.second());
    assertThat(peers.epochs(first)).as("what was shown once is known").hasSize(2);
    assertThat(honest.askedFrom()).containsExactly(1L, 1L, 2L, 2L);
  }

  /** Of one that repeats itself for ever nothing more is asked. */
  @Test
  void whatDoesNotFollowEndsThePages() {
    var liar = new Talking("liar");
    liar.shows(SeededEpochs.change(), SeededEpochs.change(), SeededEpochs.change());
    assertThat(asked(liar).epochs(List.of())).hasSize(2);
    assertThat(liar.askedFrom()).containsExactly(1L, 2L);
  }

  @Test
  void epochsAreTakenFromTheOthersThoughOneNeverAnswers() throws Exception {
    var honest = new Talking("honest");
    honest.shows(SeededEpochs.change());
    Peers peers = asked(new Silent(), honest, new Talking("behind"));
    var shown = new ArrayList<Epoch>();
    Thread asking = Thread.ofVirtual().start(() -> shown.addAll(peers.epochs(List.of())));
    await().atMost(LONG).until(() -> !asking.isAlive());
    assertThat(shown).hasSize(2).last().isEqualTo(SeededEpochs.second());
    assertThat(honest.askedFrom()).containsExactly(1L, 2L);
  }

  /** Of as many as may lie; more of them say nothing only where all lines are slow. */
  @Test
  void anEngineBeginsThoughOneClaimsEpochsThatItNeverShows() throws Exception {
    var trial = new Trial(directory);
    var succession =
        trial.succession(
            1,
            new SavedStates(),
            Disk.FORCED,
            new Peers(
                List.of(new Boasting(), new Talking("second"), new Talking("third")),
                Trial.KEYS.genesis(),
                FOR_EVER,
                FOR_EVER));
    Thread starting = Thread.ofVirtual().start(succession::next);
    await().atMost(LONG).until(() -> !starting.isAlive());
    assertThat(trial.begun()).containsExactly(Trial.EPOCHS.getFirst());
  }
}
