package org.yipiao.ledger.server.succession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.swirlds.platform.state.snapshot.SavedStateMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.server.ordering.EngineNotDueException;
import org.yipiao.ledger.server.ordering.LinesOf;
import org.yipiao.ledger.server.ordering.hiero.SavedState;
import org.yipiao.ledger.server.ordering.hiero.StateRecord;

/** When an engine may go on, and with which state it begins, whatever happened before. */
class EngineSuccessionTest {

  private static final EngineKeys KEYS = Trial.KEYS;
  private static final List<Epoch> EPOCHS = Trial.EPOCHS;
  private static final EngineStop STOP = Trial.STOP;
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path directory;

  private Trial trial;

  @BeforeEach
  void threePeers() {
    trial = new Trial(directory);
  }

  private Talking peer(int number) {
    return trial.peer(number);
  }

  @Test
  void anEngineGoesOnOnceAQuorumHoldsTheState() throws Exception {
    EngineSuccession first = trial.stopped(1);
    assertThat(first.epoch()).as("until it has stopped").isZero();
    assertThat(first.mayEnd()).isFalse();
    assertThat(StopProof.decode(first.stop().orElseThrow()).signatures()).containsOnlyKeys(1);
    assertThat(first.stopState()).as("what is signed is given").hasValue(Trial.STATE.encode());

    peer(0).says(KEYS.proof(STOP, 2));
    assertThat(first.mayEnd()).isFalse();
    peer(1).says(KEYS.proof(STOP, 4));
    assertThat(first.mayEnd()).isTrue();
    assertThat(StopProof.decode(first.stop().orElseThrow()).signatures()).containsOnlyKeys(1, 2, 4);

    first.next();
    assertThat(trial.rounds(1)).containsExactly(166L, 120L);
  }

  /** Bytes of any kind, and more than one validator can sign for. */
  @Test
  void aLiarDoesNotLetItGoOn() throws Exception {
    EngineSuccession first = trial.stopped(1);
    peer(0).says(new StopProof(STOP, KEYS.proof(Trial.EARLIER, 2, 3, 4).signatures()));
    peer(1).says(new byte[] {1, 2, 3});
    peer(2).says(KEYS.proof(new EngineStop(1, 170, StopProofTest.hash(9)), 4));
    assertThat(first.mayEnd()).isFalse();
  }

  /** It could not give to others what it signs that it holds. */
  @Test
  void aStateWhoseRecordsDoNotHaveItsHashIsNotSigned() throws Exception {
    EngineSuccession first = trial.stopped(1);
    Path folder = SavedState.all(trial.engine(), 1).getFirst().folder();
    Files.write(SavedStates.leaves(folder), SavedStates.state(166, "something else").encode());
    assertThatThrownBy(first::mayEnd)
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("the records of the state of " + STOP + " do not have its hash");
    assertThat(first.stop()).isEmpty();

    peer(0).says(KEYS.proof(STOP, 2, 3, 4));
    peer(0).gives(Trial.STATE);
    assertThat(first.mayEnd()).as("the others need not wait for it").isTrue();
    first.next();
    assertThat(trial.rounds(1)).containsExactly(166L);
    assertThat(first.stopState()).hasValue(Trial.STATE.encode());
  }

  /** Others may not have reached the stop, and need this one's events to come there. */
  @Test
  void whoEndedBeforeAQuorumHeldItComesToTheStopAnew() throws Exception {
    trial.stopped(1);
    trial.succession(1).next();
    assertThat(trial.rounds(1)).containsExactly(120L);
    assertThat(trial.engine().resolve("unconfirmed/166")).isDirectory();
  }

  /** Nobody needs to give it what it has put aside. */
  @Test
  void whatWasPutAsideIsTakenBackOnceAPeerProvesIt() throws Exception {
    trial.stopped(1);
    trial.succession(1).next();
    peer(0).says(KEYS.proof(STOP, 2, 3, 4));
    EngineSuccession again = trial.succession(1);
    again.next();
    assertThat(trial.rounds(1)).containsExactly(166L, 120L);
    assertThat(again.stopState()).isPresent();
  }

  @Test
  void whoEndedAfterwardsGoesOnFromTheStop() throws Exception {
    peer(0).says(KEYS.proof(STOP, 2, 3));
    assertThat(trial.stopped(1).mayEnd()).isTrue();
    peer(0).isSilent();
    EngineSuccession again = trial.succession(1);
    again.next();
    assertThat(trial.rounds(1)).containsExactly(166L, 120L);
    assertThat(again.stopState()).isPresent();
  }

  /** It stood at the stop and ended before it heard that the others did. */
  @Test
  void whatAPeerProvesConfirmsTheOwnStop() throws Exception {
    trial.stopped(1);
    peer(2).says(KEYS.proof(STOP, 2, 3, 4));
    trial.succession(1).next();
    assertThat(trial.rounds(1)).containsExactly(166L, 120L);
  }

  @Test
  void whoMissedTheStopBeginsWithTheStateOfAnother() throws Exception {
    EngineSuccession fourth = trial.before(4);
    assertThat(fourth.missed()).isFalse();

    peer(1).says(KEYS.proof(STOP, 1, 2, 3));
    peer(1).gives(Trial.STATE);
    assertThat(fourth.missed()).isTrue();
    fourth.next();

    assertThat(trial.rounds(4)).containsExactly(166L);
    assertThat(directory.resolve("engine.before-1")).as("nothing is thrown away").isDirectory();
    assertThat(fourth.stop()).as("it can tell the next").isPresent();
    assertThat(fourth.stopState()).hasValue(Trial.STATE.encode());
    trial.told().has(EPOCHS.get(1));
    assertThat(fourth.missed()).isFalse();
  }

  @Test
  void aNewcomerWaitsForTheStopAndBeginsWithItsState() throws Exception {
    EngineSuccession fifth = trial.succession(5);
    assertThatThrownBy(fifth::next)
        .isInstanceOf(EngineNotDueException.class)
        .hasMessageContaining("member 5");
    peer(0).says(KEYS.proof(STOP, 1, 2));
    assertThatThrownBy(fifth::next).isInstanceOf(EngineNotDueException.class);

    peer(0).says(KEYS.proof(STOP, 1, 2, 3));
    assertThatThrownBy(fifth::next)
        .isInstanceOf(EngineNotDueException.class)
        .hasMessageContaining("nobody gives");
    assertThat(StopProof.decode(fifth.stop().orElseThrow()).signatures())
        .as("those who hold the state and do not know of a quorum hear it here")
        .containsOnlyKeys(1, 2, 3);
    peer(0).gives(Trial.STATE);
    fifth.next();
    assertThat(trial.rounds(5)).containsExactly(166L);
    assertThat(trial.begun()).last().isEqualTo(EPOCHS.get(1));
  }

  /** The right round and the right hash are named; any of the records is another. */
  @Test
  void anotherStateThanTheProvenOneIsNotTakenAndItsGiverIsNamed() throws Exception {
    EngineSuccession fourth = trial.before(4);
    peer(0).says(KEYS.proof(STOP, 1, 2, 3));
    for (byte[] lie : lies()) {
      peer(0).gives(lie);
      try (var lines = new LinesOf(Peers.class)) {
        assertThatThrownBy(fourth::next)
            .isInstanceOf(EngineNotDueException.class)
            .hasMessageContaining("nobody gives");
        await().atMost(LONG).until(() -> !lines.lines().isEmpty()); // it is asked once more
        assertThat(lines.lines()).singleElement().asString().startsWith("peer 0 lies");
      }
      assertThat(trial.rounds(4)).as("what was there stays").containsExactly(120L);
      assertThat(fourth.stopState()).as("it is not given on").isEmpty();
    }
    // An honest peer beside the liar is enough.
    peer(1).says(KEYS.proof(STOP, 1, 2, 4));
    peer(1).gives(Trial.STATE);
    fourth.next();
    assertThat(trial.rounds(4)).containsExactly(166L);
  }

  private static List<byte[]> lies() {
    List<StateRecord> records = Trial.STATE.records();
    List<byte[]> lies = new ArrayList<>(List.of(new byte[0], new byte[] {1, 2, 3}));
    lies.add(SavedStates.state(166, "another order").encode());
    lies.add(SavedStates.state(170, Trial.LEAVES).encode());
    lies.add(new StateRecords(records.reversed()).encode());
    lies.add(new StateRecords(records.subList(0, 1)).encode());
    lies.add(new StateRecords(Collections.nCopies(3, records.getFirst())).encode());
    return lies;
  }

  /** What proves the last stop was lost, and the engine is far behind it. */
  @Test
  void anEngineThatWentOnIsNotSetBackToTheStop() throws Exception {
    trial.succession(1).next();
    SavedStates.save(trial.engine(), 1, SavedStates.state(900, "later"), false);
    peer(0).says(KEYS.proof(STOP, 1, 2, 3));
    peer(0).gives(Trial.STATE);
    trial.succession(1).next();
    assertThat(trial.rounds(1)).containsExactly(900L);
  }

  @Test
  void anEnginesFolderThatWasLostIsFilledWithTheLastStop() throws Exception {
    peer(0).says(KEYS.proof(STOP, 2, 3));
    trial.stopped(1).mayEnd();
    Files.move(trial.engine(), directory.resolve("lost"));
    trial.succession(1).next();
    assertThat(trial.rounds(1)).containsExactly(166L);
  }

  /** The events of the validators before are in the folder that was kept first. */
  @Test
  void whatAnEngineHadIsKeptHoweverOftenItBegins() throws Exception {
    peer(1).says(KEYS.proof(STOP, 1, 2, 3));
    peer(1).gives(Trial.STATE);
    trial.before(4).next();
    for (int again = 0; again < 3; again++) {
      Path folder = SavedState.all(trial.engine(), 4).getFirst().folder();
      Files.move(folder, directory.resolve("gone " + again));
      trial.succession(4).next();
      assertThat(trial.rounds(4)).containsExactly(166L);
    }
    assertThat(SavedState.all(directory.resolve("engine.before-1"), 4))
        .extracting(SavedState::round)
        .containsExactly(120L);
    assertThat(directory.resolve("engine.before-1-again")).isDirectory();
  }

  /** One file of the last stop is gone or damaged: what is left of it is not believed. */
  @Test
  void whatIsLeftOfAStopIsNotBelievedAndAskedForAnew() throws Exception {
    for (String file : List.of("1.state", "1.proof")) {
      for (boolean gone : new boolean[] {true, false}) {
        try (var clean = Trial.Folder.in(directory)) {
          var one = new Trial(clean.path());
          one.peer(0).says(KEYS.proof(STOP, 2, 3));
          assertThat(one.stopped(1).mayEnd()).isTrue();
          Path damaged = clean.path().resolve("stop").resolve(file);
          if (gone) {
            Files.delete(damaged);
          } else {
            Files.write(damaged, new byte[] {1, 2, 3});
          }
          Files.move(one.engine(), clean.path().resolve("lost"));
          one.peer(0).says(KEYS.proof(STOP, 2, 3, 4));
          one.peer(0).gives(Trial.STATE);
          EngineSuccession again = one.succession(1);
          assertThat(again.stopState()).isEmpty();
          again.next();
          assertThat(one.rounds(1)).containsExactly(166L);
          assertThat(again.stopState()).isPresent();
        }
      }
    }
  }

  /** Where a record is another, though it can be read. */
  @Test
  void aKeptStateWithAnotherRecordIsForgotten() throws Exception {
    peer(0).says(KEYS.proof(STOP, 2, 3));
    assertThat(trial.stopped(1).mayEnd()).isTrue();
    Files.write(
        directory.resolve("stop/1.state"), SavedStates.state(166, "something else").encode());
    Files.move(trial.engine(), directory.resolve("lost"));
    EngineSuccession again = trial.succession(1);
    assertThatThrownBy(again::next)
        .isInstanceOf(EngineNotDueException.class)
        .hasMessageContaining("damaged");
    peer(0).says(KEYS.proof(STOP, 2, 3, 4));
    peer(0).gives(Trial.STATE);
    again.next();
    assertThat(trial.rounds(1)).containsExactly(166L);
  }

  /** A full disk or a loss of power leaves a state's name without some of its files. */
  @Test
  void statesThatAreTornArePutAsideWhereAnOlderOneIsWhole() throws Exception {
    EngineSuccession first = trial.before(1);
    assertThat(first.damage()).isEmpty();
    SavedStates.save(trial.engine(), 1, SavedStates.state(130, "whole"), false);
    for (long round : List.of(140L, 150L)) {
      for (String missing : List.of("data/leaves", SavedStateMetadata.FILE_NAME)) {
        Path torn = SavedState.folders(trial.engine(), 1).resolve(Long.toString(round));
        SavedStates.save(trial.engine(), 1, SavedStates.state(round, "torn"), false);
        Files.delete(torn.resolve(missing));
        EngineSuccession again = trial.succession(1);
        again.next();
        assertThat(torn).doesNotExist();
        assertThat(trial.rounds(1)).containsExactly(130L, 120L);
        assertThat(again.damage())
            .hasValueSatisfying(damage ->
                assertThat(damage).contains(missing.startsWith("data") ? "leaves" : "" + round));
        assertThat(trial.engine().resolve("torn").toFile().list())
            .as("the last is kept for whoever asks why")
            .containsExactly(Long.toString(round));
      }
    }
    EngineSuccession whole = trial.succession(1);
    whole.next();
    assertThat(whole.damage()).isEmpty();
  }

  /** A rotten file, or a disk that may not be read: it is for people to look at. */
  @Test
  void whereNoStateIsWholeAllStayWhereTheyAre() throws Exception {
    EngineSuccession only = trial.before(1);
    SavedStates.save(trial.engine(), 1, SavedStates.state(130, "newer"), false);
    for (SavedState state : SavedState.all(trial.engine(), 1)) {
      Files.write(SavedStates.leaves(state.folder()), SavedStates.state(99, "other").encode());
    }
    only.next();
    assertThat(trial.rounds(1)).containsExactly(130L, 120L);
    assertThat(trial.engine().resolve("torn")).doesNotExist();
    assertThat(only.damage()).isEmpty();
  }

  /** Older states are of other validators' time: this one's events since then lie elsewhere. */
  @Test
  void whereOnlyStatesBeforeTheLastStopAreWholeAllStayWhereTheyAre() throws Exception {
    peer(0).says(KEYS.proof(STOP, 2, 3));
    assertThat(trial.stopped(1).mayEnd()).isTrue();
    SavedStates.save(trial.engine(), 1, SavedStates.state(900, "torn"), false);
    for (SavedState state : SavedState.all(trial.engine(), 1).subList(0, 2)) {
      Files.delete(SavedStates.leaves(state.folder()));
    }
    peer(0).isSilent();
    EngineSuccession again = trial.succession(1);
    again.next();
    assertThat(trial.rounds(1)).containsExactly(900L, 166L, 120L);
    assertThat(again.damage()).isEmpty();
  }

  /** It says nothing of the state, which may be whole. */
  @Test
  void aStateThatTheSystemDoesNotGiveIsNotPutAside() throws Exception {
    EngineSuccession first = trial.before(1);
    SavedStates.save(trial.engine(), 1, SavedStates.state(130, "newer"), false);
    Path metadata =
        SavedState.folders(trial.engine(), 1).resolve("130").resolve(SavedStateMetadata.FILE_NAME);
    Files.delete(metadata);
    Files.createSymbolicLink(metadata, metadata); // ELOOP, also for an administrator
    assertThatThrownBy(first::next).isInstanceOf(UncheckedIOException.class);
    assertThat(metadata.getParent()).isDirectory();
  }

  /** It comes to the stop again, or is given it, as if it had ended before it saved the state. */
  @Test
  void aStopWhoseStateIsTornIsComeToAgain() throws Exception {
    trial.stopped(1);
    Path folder = SavedState.all(trial.engine(), 1).getFirst().folder();
    Files.delete(SavedStates.leaves(folder));
    trial.succession(1).next();
    assertThat(trial.rounds(1)).containsExactly(120L);

    peer(0).says(KEYS.proof(STOP, 2, 3, 4));
    peer(0).gives(Trial.STATE);
    trial.succession(1).next();
    assertThat(trial.rounds(1)).containsExactly(166L);
  }

  /** Epoch 1 without a stop so far: those of the genesis still order. */
  @Test
  void anEmptyFolderBeginsWithTheValidatorsThatOrderNow() throws IOException {
    trial.succession(1).next();
    assertThat(trial.begun()).containsExactly(EPOCHS.get(0));
  }
}
