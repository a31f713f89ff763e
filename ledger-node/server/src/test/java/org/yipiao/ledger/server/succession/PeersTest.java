package org.yipiao.ledger.server.succession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.golden.SeededEpochs;
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

    private Optional<byte[]> hang() {
      while (true) {
        try {
          never.await();
        } catch (InterruptedException e) {
          // It is not interested.
        }
      }
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
}
