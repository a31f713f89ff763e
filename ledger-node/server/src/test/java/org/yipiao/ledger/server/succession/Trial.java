package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;
import org.yipiao.ledger.server.ordering.hiero.SavedState;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.ordering.simulated.SimulatedNetwork;

/** A directory, three peers, and engines of which nothing is there but what they have saved. */
final class Trial {

  static final EngineKeys KEYS = new EngineKeys();
  static final List<Epoch> EPOCHS = KEYS.epochs();
  static final String LEAVES = "as all have them at the stop";
  static final StateRecords STATE = SavedStates.state(166, LEAVES);
  static final StateRecords EARLIER_STATE = SavedStates.state(120, "before it");
  static final EngineStop STOP = SavedStates.stop(1, STATE);
  static final EngineStop EARLIER = SavedStates.stop(1, EARLIER_STATE);

  private final Path directory;
  private final List<Talking> peers = new ArrayList<>();
  private final List<Epoch> begun = new ArrayList<>();
  private List<Epoch> known = EPOCHS;
  private EpochRoster.@Nullable Listener listener;

  Trial(Path directory) {
    this.directory = directory;
    for (int i = 0; i < 3; i++) {
      peers.add(new Talking("peer " + i));
    }
  }

  /** The log has more epochs than two. */
  void knows(List<Epoch> epochs) {
    known = epochs;
  }

  /** No peer says anything. */
  void silence() {
    for (int number = 0; number < 3; number++) {
      peer(number).isSilent();
    }
  }

  Talking peer(int number) {
    return peers.get(number);
  }

  EngineSuccession succession(int member) {
    return succession(member, new SavedStates(), Disk.FORCED);
  }

  EngineSuccession succession(int member, EngineStates states, Disk disk) {
    return succession(member, states, disk, new Peers(List.copyOf(peers), KEYS.genesis()));
  }

  EngineSuccession succession(int member, EngineStates states, Disk disk, Peers asked) {
    return new EngineSuccession(
        KEYS.genesis(), member, () -> known, asked, directory, new Maker(member), states, disk);
  }

  private final class Maker implements EngineSuccession.EngineMaker {
    private final int member;

    Maker(int member) {
      this.member = member;
    }

    @Override
    public OrderingEngine make(List<Epoch> known, Epoch begins, EpochRoster.Listener told) {
      begun.add(begins);
      listener = told;
      return new SimulatedNetwork(1, List.of(member), SimulatedConditions.calm()).engine(member);
    }

    @Override
    public List<EngineIdentity> identities() {
      return List.of(KEYS.of(5), KEYS.of(member));
    }
  }

  /** An engine of a member before the stop. */
  EngineSuccession before(int member) throws IOException {
    EngineSuccession succession = succession(member);
    succession.next();
    SavedStates.save(engine(), member, EARLIER_STATE, false);
    told().has(EPOCHS.get(0));
    return succession;
  }

  /** An engine of a member that stands at the stop, after a state before it. */
  EngineSuccession stopped(int member) throws IOException {
    EngineSuccession succession = before(member);
    stop(member);
    return succession;
  }

  /** The engine that was made last stops. */
  void stop(int member) throws IOException {
    SavedStates.save(engine(), member, EARLIER_STATE, false);
    SavedStates.save(engine(), member, STATE, true);
    told().has(EPOCHS.get(0));
    told().announced(EPOCHS.get(1));
  }

  /** The one that the last engine was made with. */
  EpochRoster.Listener told() {
    return Objects.requireNonNull(listener, "an engine");
  }

  Path engine() {
    return directory.resolve("engine");
  }

  /** The states that a member's engine has. */
  List<Long> rounds(int member) throws IOException {
    return SavedState.all(engine(), member).stream().map(SavedState::round).toList();
  }

  /** With which epochs engines were made. */
  List<Epoch> begun() {
    return begun;
  }

  /** A folder of its own within another. */
  record Folder(Path path) implements AutoCloseable {

    static Folder in(Path parent) throws IOException {
      return new Folder(Files.createTempDirectory(parent, "one"));
    }

    @Override
    public void close() throws IOException {
      Disk.FORCED.delete(path);
    }
  }
}
