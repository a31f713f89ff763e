package org.yipiao.ledger.server.succession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.server.ordering.EngineNotDueException;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;
import org.yipiao.ledger.server.ordering.hiero.SavedState;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.ordering.simulated.SimulatedNetwork;
import org.yipiao.ledger.server.transfer.Peer;

/** When an engine may go on, and with which state it begins, whatever happened before. */
class EngineSuccessionTest {

  private static final EngineKeys KEYS = new EngineKeys();
  private static final List<Epoch> EPOCHS = KEYS.epochs();
  private static final EngineStop STOP = new EngineStop(1, 166, StopProofTest.hash(7));
  private static final EngineStop EARLIER = new EngineStop(1, 120, StopProofTest.hash(5));

  @TempDir Path directory;

  private final List<Talking> peers = new ArrayList<>();
  private final List<Epoch> begun = new ArrayList<>();
  private EpochRoster.@Nullable Listener listener;

  /** A peer that says what it is told to. */
  private static final class Talking implements Peer {
    private Optional<byte[]> stop = Optional.empty();
    private Optional<byte[]> state = Optional.empty();

    @Override
    public String name() {
      return "a peer";
    }

    @Override
    public Optional<BlockPage> blocks(long fromHeight, int limit) {
      return Optional.empty();
    }

    @Override
    public Optional<RoundPage> rounds(long upTo, int limit) {
      return Optional.empty();
    }

    @Override
    public Optional<List<EpochChange>> epochs() {
      return Optional.empty();
    }

    @Override
    public Optional<byte[]> stop() {
      return stop;
    }

    @Override
    public Optional<byte[]> stopState() {
      return state;
    }

    @Override
    public Optional<String> checkpoint() {
      return Optional.empty();
    }

    void says(StopProof proof) {
      stop = Optional.of(proof.encode());
    }
  }

  @BeforeEach
  void threePeers() {
    for (int i = 0; i < 3; i++) {
      peers.add(new Talking());
    }
  }

  private EngineSuccession succession(int member) {
    return new EngineSuccession(
        KEYS.genesis(),
        member,
        () -> EPOCHS,
        List.copyOf(peers),
        directory,
        new EngineSuccession.EngineMaker() {
          @Override
          public OrderingEngine make(List<Epoch> known, Epoch begins, EpochRoster.Listener told) {
            begun.add(begins);
            EngineSuccessionTest.this.listener = told;
            return new SimulatedNetwork(1, List.of(member), SimulatedConditions.calm())
                .engine(member);
          }

          @Override
          public List<EngineIdentity> identities() {
            return List.of(KEYS.of(5), KEYS.of(member));
          }
        });
  }

  /** The one that the last engine was made with. */
  private EpochRoster.Listener told() {
    return Objects.requireNonNull(listener, "an engine");
  }

  private Path engine() {
    return directory.resolve("engine");
  }

  /** An engine of a member that stands at the stop, after a state before it. */
  private EngineSuccession stopped(int member) throws IOException {
    EngineSuccession succession = succession(member);
    succession.next();
    SavedStates.write(engine(), member, EARLIER, false);
    SavedStates.write(engine(), member, STOP, true);
    told().has(EPOCHS.get(0));
    told().announced(EPOCHS.get(1));
    return succession;
  }

  private List<Long> rounds(int member) {
    try {
      return SavedState.all(engine(), member).stream().map(SavedState::round).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anEngineGoesOnOnceAQuorumHoldsTheState() throws Exception {
    EngineSuccession first = stopped(1);
    assertThat(first.epoch()).as("until it has stopped").isZero();
    assertThat(first.mayEnd()).isFalse();
    assertThat(StopProof.decode(first.stop().orElseThrow()).signatures()).containsOnlyKeys(1);
    assertThat(first.stopState()).as("nobody is given what is not proven").isEmpty();

    peers.get(0).says(KEYS.proof(STOP, 2));
    assertThat(first.mayEnd()).isFalse();
    peers.get(1).says(KEYS.proof(STOP, 4));
    assertThat(first.mayEnd()).isTrue();
    assertThat(StopProof.decode(first.stop().orElseThrow()).signatures()).containsOnlyKeys(1, 2, 4);

    first.next();
    assertThat(rounds(1)).containsExactly(166L, 120L);
  }

  /** Bytes of any kind, and more than one validator can sign for. */
  @Test
  void aLiarDoesNotLetItGoOn() throws Exception {
    EngineSuccession first = stopped(1);
    peers.get(0).says(new StopProof(STOP, KEYS.proof(EARLIER, 2, 3, 4).signatures()));
    peers.get(1).stop = Optional.of(new byte[] {1, 2, 3});
    peers.get(2).says(KEYS.proof(new EngineStop(1, 170, StopProofTest.hash(9)), 4));
    assertThat(first.mayEnd()).isFalse();
  }

  /** Others may not have reached the stop, and need this one's events to come there. */
  @Test
  void whoEndedBeforeAQuorumHeldItComesToTheStopAnew() throws Exception {
    stopped(1);
    succession(1).next();
    assertThat(rounds(1)).containsExactly(120L);
    assertThat(engine().resolve("unconfirmed/166")).isDirectory();
  }

  @Test
  void whoEndedAfterwardsGoesOnFromTheStop() throws Exception {
    peers.get(0).says(KEYS.proof(STOP, 2, 3));
    assertThat(stopped(1).mayEnd()).isTrue();
    peers.forEach(peer -> peer.stop = Optional.empty());
    EngineSuccession again = succession(1);
    again.next();
    assertThat(rounds(1)).containsExactly(166L, 120L);
    assertThat(again.stopState()).isPresent();
  }

  /** It stood at the stop and ended before it heard that the others did. */
  @Test
  void whatAPeerProvesConfirmsTheOwnStop() throws Exception {
    stopped(1);
    peers.get(2).says(KEYS.proof(STOP, 2, 3, 4));
    succession(1).next();
    assertThat(rounds(1)).containsExactly(166L, 120L);
  }

  @Test
  void whoMissedTheStopBeginsWithTheStateOfAnother() throws Exception {
    EngineSuccession fourth = succession(4);
    fourth.next();
    SavedStates.write(engine(), 4, EARLIER, false);
    told().has(EPOCHS.get(0));
    assertThat(fourth.missed()).isFalse();

    peers.get(1).says(KEYS.proof(STOP, 1, 2, 3));
    peers.get(1).state = Optional.of(SavedStates.archive(directory.resolve("other"), 2, STOP));
    assertThat(fourth.missed()).isTrue();
    fourth.next();

    assertThat(rounds(4)).containsExactly(166L);
    assertThat(directory.resolve("engine.before-1")).as("nothing is thrown away").isDirectory();
    assertThat(fourth.stop()).as("it can tell the next").isPresent();
    told().has(EPOCHS.get(1));
    assertThat(fourth.missed()).isFalse();
  }

  @Test
  void aNewcomerWaitsForTheStopAndBeginsWithItsState() throws Exception {
    EngineSuccession fifth = succession(5);
    assertThatThrownBy(fifth::next)
        .isInstanceOf(EngineNotDueException.class)
        .hasMessageContaining("member 5");
    peers.get(0).says(KEYS.proof(STOP, 1, 2));
    assertThatThrownBy(fifth::next).isInstanceOf(EngineNotDueException.class);

    peers.get(0).says(KEYS.proof(STOP, 1, 2, 3));
    assertThatThrownBy(fifth::next)
        .isInstanceOf(EngineNotDueException.class)
        .hasMessageContaining("nobody gives");
    assertThat(StopProof.decode(fifth.stop().orElseThrow()).signatures())
        .as("those who hold the state and do not know of a quorum hear it here")
        .containsOnlyKeys(1, 2, 3);
    peers.get(0).state = Optional.of(SavedStates.archive(directory.resolve("other"), 1, STOP));
    fifth.next();
    assertThat(rounds(5)).containsExactly(166L);
    assertThat(begun).last().isEqualTo(EPOCHS.get(1));
  }

  @Test
  void anotherStateThanTheProvenOneIsNotTaken() throws Exception {
    EngineSuccession fourth = succession(4);
    fourth.next();
    SavedStates.write(engine(), 4, EARLIER, false);
    peers.get(0).says(KEYS.proof(STOP, 1, 2, 3));
    var false166 = new EngineStop(1, 166, StopProofTest.hash(8));
    for (byte[] lie :
        List.of(
            SavedStates.archive(directory.resolve("other"), 2, false166), new byte[] {1, 2, 3})) {
      peers.get(0).state = Optional.of(lie);
      assertThatThrownBy(fourth::next)
          .isInstanceOf(EngineNotDueException.class)
          .hasMessageContaining("nobody gives");
      assertThat(rounds(4)).as("what was there stays").containsExactly(120L);
    }
    // An honest peer after the liar is enough.
    peers.get(1).says(KEYS.proof(STOP, 1, 2, 4));
    peers.get(1).state = Optional.of(SavedStates.archive(directory.resolve("true"), 2, STOP));
    fourth.next();
    assertThat(rounds(4)).containsExactly(166L);
  }

  /** Under the right hash, with validators that nobody proved: the engine does not run with it. */
  @Test
  void aStateWithOtherValidatorsIsThrownAwayAndAnotherPeerAsked() throws Exception {
    peers.get(0).says(KEYS.proof(STOP, 1, 2, 3));
    peers.get(0).state = Optional.of(SavedStates.archive(directory.resolve("other"), 2, STOP));
    EngineSuccession fourth = succession(4);
    fourth.next();
    EpochRoster.Listener engine = told();
    assertThatThrownBy(() -> engine.has(EPOCHS.get(0))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> engine.announced(EPOCHS.get(1)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(fourth.stopState()).as("it is not given on").isEmpty();

    assertThatThrownBy(fourth::next).isInstanceOf(EngineNotDueException.class);
    assertThat(rounds(4)).isEmpty();
    fourth.next();
    told().has(EPOCHS.get(1));
    assertThat(fourth.stopState()).isPresent();
  }

  /** What proves the last stop was lost, and the engine is far behind it. */
  @Test
  void anEngineThatWentOnIsNotSetBackToTheStop() throws Exception {
    EngineSuccession first = succession(1);
    first.next();
    SavedStates.write(engine(), 1, new EngineStop(1, 900, StopProofTest.hash(3)), false);
    peers.get(0).says(KEYS.proof(STOP, 1, 2, 3));
    peers.get(0).state = Optional.of(SavedStates.archive(directory.resolve("other"), 2, STOP));
    succession(1).next();
    assertThat(rounds(1)).containsExactly(900L);
  }

  @Test
  void anEnginesFolderThatWasLostIsFilledWithTheLastStop() throws Exception {
    peers.get(0).says(KEYS.proof(STOP, 2, 3));
    stopped(1).mayEnd();
    Files.move(engine(), directory.resolve("lost"));
    succession(1).next();
    assertThat(rounds(1)).containsExactly(166L);
  }

  /** Epoch 1 without a stop so far: those of the genesis still order. */
  @Test
  void anEmptyFolderBeginsWithTheValidatorsThatOrderNow() {
    succession(1).next();
    assertThat(begun).containsExactly(EPOCHS.get(0));
  }
}
