package org.yipiao.ledger.server.succession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.ordering.EngineNotDueException;
import org.yipiao.ledger.server.ordering.hiero.SavedState;

/** What stop it is at which an engine stands, its saved state says, however it came there. */
class OwnStopTest {

  private static final EngineKeys KEYS = Trial.KEYS;

  /** As an engine saves it that was taught it: its metadata do not say that it is of a stop. */
  private static final StateRecords TAUGHT = SavedStates.state(166, Trial.LEAVES, 1);

  private static final EngineStop STOP = SavedStates.stop(1, TAUGHT);

  @TempDir Path directory;

  private Trial trial;

  @BeforeEach
  void threePeers() {
    trial = new Trial(directory);
  }

  /** The engine was told of no validators that follow: it has them already. */
  private EngineSuccession taught() throws IOException {
    EngineSuccession first = trial.before(1);
    SavedStates.save(trial.engine(), 1, TAUGHT, false);
    trial.told().has(Trial.EPOCHS.get(1));
    return first;
  }

  @Test
  void anEngineThatWasTaughtTheStopSignsItAndStays() throws Exception {
    EngineSuccession first = taught();
    assertThat(first.mayEnd()).isFalse();
    assertThat(UnprovenStopTest.holders(first)).containsExactly(1);
    assertThat(first.stopState()).hasValue(TAUGHT.encode());
    trial.peer(0).says(KEYS.proof(STOP, 2));
    assertThat(first.mayEnd()).isFalse();
    trial.peer(1).says(KEYS.proof(STOP, 3));
    assertThat(first.mayEnd()).isTrue();
    first.next();
    assertThat(trial.rounds(1)).containsExactly(166L, 120L);
  }

  /** It was taught a state after the stop that the others went on from. */
  @Test
  void anEngineThatWasTaughtMoreThanTheStopGoesOnFromThere() throws Exception {
    EngineSuccession first = trial.before(1);
    SavedStates.save(trial.engine(), 1, SavedStates.state(200, "later"), false);
    trial.told().has(Trial.EPOCHS.get(1));
    assertThat(first.mayEnd()).isFalse();
    trial.peer(0).says(KEYS.proof(STOP, 2, 3, 4));
    assertThat(first.mayEnd()).isTrue();
    first.next();
    assertThat(trial.rounds(1)).containsExactly(200L, 120L);
  }

  @Test
  void aStopThatWasTaughtIsNotGoneOnFromAfterARestart() throws Exception {
    taught();
    EngineSuccession again = trial.succession(1);
    again.next();
    assertThat(trial.rounds(1)).containsExactly(120L);
    assertThat(UnprovenStopTest.holders(again)).containsExactly(1);
  }

  @Test
  void aStopThatIsTheOnlyStateIsNotGoneOnFromBeforeItIsProven() throws Exception {
    for (boolean says : new boolean[] {true, false}) {
      try (var clean = Trial.Folder.in(directory)) {
        var one = new Trial(clean.path());
        SavedStates.save(one.engine(), 1, TAUGHT, says);
        EngineSuccession first = one.succession(1);
        assertThatThrownBy(first::next)
            .isInstanceOf(EngineNotDueException.class)
            .hasMessageContaining("round 166");
        assertThat(UnprovenStopTest.holders(first)).containsExactly(1);
        one.peer(0).says(KEYS.proof(STOP, 2));
        assertThatThrownBy(first::next).isInstanceOf(EngineNotDueException.class);
        one.peer(1).says(KEYS.proof(STOP, 4));
        first.next();
        assertThat(one.rounds(1)).containsExactly(166L);
        assertThat(one.begun()).containsExactly(Trial.EPOCHS.get(1));
      }
    }
  }

  @Test
  void whoHasNobodyToAskGoesOnByItself() throws Exception {
    SavedStates.save(trial.engine(), 1, TAUGHT, true);
    trial
        .succession(1, new SavedStates(), Disk.FORCED, new Peers(List.of(), KEYS.genesis()))
        .next();
    assertThat(trial.rounds(1)).containsExactly(166L);
  }

  /** Its engine may not come there again, and the others may need its signature. */
  @Test
  void whatWasPutAsideIsSignedAndGivenAllTheSame() throws Exception {
    trial.stopped(1);
    for (int life = 0; life < 3; life++) {
      EngineSuccession again = trial.succession(1);
      again.next();
      assertThat(UnprovenStopTest.holders(again)).containsExactly(1);
      assertThat(again.stopState()).hasValue(Trial.STATE.encode());
      assertThat(trial.rounds(1)).containsExactly(120L);
    }
  }

  /** What says of which round a state is cannot be read: it is none. */
  @Test
  void whoseStateOfTheStopIsNotFoundLeavesItOnceOthersProveIt() throws Exception {
    EngineSuccession first = trial.stopped(1);
    Path folder = SavedState.all(trial.engine(), 1).getFirst().folder();
    Files.writeString(folder.resolve("stateMetadata.txt"), "nothing");
    assertThat(trial.rounds(1)).containsExactly(120L);
    assertThat(first.mayEnd()).isFalse();

    trial.peer(0).says(KEYS.proof(Trial.STOP, 2, 3, 4));
    trial.peer(0).gives(Trial.STATE);
    assertThat(first.mayEnd()).isTrue();
    first.next();
    assertThat(trial.rounds(1)).containsExactly(166L);
  }

  /** A liar is silent, two stand at the stop: this node's signature makes them a quorum. */
  @Test
  void whoseStateOfTheStopIsNotFoundTakesItOfThoseThatHaveItAndSigns() throws Exception {
    EngineSuccession first = trial.stopped(1);
    Path folder = SavedState.all(trial.engine(), 1).getFirst().folder();
    Files.writeString(folder.resolve("stateMetadata.txt"), "nothing");
    trial.peer(0).says(KEYS.proof(Trial.STOP, 2));
    trial.peer(0).gives(Trial.STATE);
    assertThat(first.mayEnd()).as("the one may be a liar").isFalse();
    assertThat(first.stop()).isEmpty();

    trial.peer(1).says(KEYS.proof(Trial.STOP, 3));
    assertThat(first.mayEnd()).isTrue();
    assertThat(UnprovenStopTest.holders(first)).containsExactly(1, 2, 3);
    first.next();
    assertThat(trial.rounds(1)).containsExactly(166L);
  }

  /** What proved the stop before was lost: the next one is to be agreed nonetheless. */
  @Test
  void anEngineThatWentOnDoesNotStartFromAStopThatWasNotAgreed() throws Exception {
    trial.succession(1).next();
    SavedStates.save(trial.engine(), 1, SavedStates.state(500, "later"), false);
    SavedStates.save(trial.engine(), 1, SavedStates.state(900, "at the next stop", 2), true);
    trial.peer(0).says(KEYS.proof(Trial.STOP, 1, 2, 3));
    trial.peer(0).gives(Trial.STATE);
    trial.succession(1).next();
    assertThat(trial.rounds(1)).containsExactly(500L);
    assertThat(trial.engine().resolve("unconfirmed/900")).isDirectory();
  }

  /** A node of several, that tells the others what it says when it is asked. */
  private final class Node {
    private final int member;
    private final Trial own;
    private final EngineSuccession succession;

    Node(int member) throws IOException {
      this.member = member;
      this.own = new Trial(directory.resolve("member " + member));
      this.succession = own.succession(member);
    }

    /** Whether its engine runs, or runs on, from the stop. */
    boolean goesOn() throws IOException {
      try {
        succession.next();
      } catch (EngineNotDueException e) {
        return false;
      }
      if (!own.rounds(member).contains(166L)) {
        own.told().has(Trial.EPOCHS.get(0));
        if (succession.missed()) {
          succession.next();
        }
      }
      return own.rounds(member).contains(166L);
    }

    void hears(int peer, Node other) {
      Talking told = own.peer(peer);
      told.isSilent();
      other.succession.stop().ifPresent(told::says);
      other.succession.stopState().ifPresent(told::gives);
    }
  }

  /**
   * Power was lost everywhere before any engine had saved another state. Two were at the stop, the
   * third was not, and the fourth says nothing for ever.
   */
  @Test
  void allThatWereKilledAtTheFirstStopGoOnThoughOneIsSilent() throws Exception {
    List<Node> nodes = new ArrayList<>();
    for (int member = 1; member <= 3; member++) {
      var node = new Node(member);
      if (member < 3) {
        SavedStates.save(node.own.engine(), member, TAUGHT, true);
      }
      nodes.add(node);
    }
    for (int turn = 0; turn < 3; turn++) {
      for (Node node : nodes) {
        int peer = 0;
        for (Node other : nodes) {
          if (other != node) {
            node.hears(peer++, other);
          }
        }
        boolean goesOn = node.goesOn();
        assertThat(goesOn)
            .as("member %d in turn %d", node.member, turn)
            .isEqualTo(turn > 0 || node.member == 3);
      }
    }
    for (Node node : nodes) {
      assertThat(node.succession.stopState()).hasValue(TAUGHT.encode());
    }
  }
}
