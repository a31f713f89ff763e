package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.ordering.hiero.SavedState;

/**
 * An engine's folder, seen from outside while no engine runs in it. Wherever the machine ends, what
 * is found afterwards is an engine's whole folder as it was before, or as it was to be.
 *
 * <pre>
 * engine/                what the engine has
 *   saved/…/17           the state that it saved after round 17
 *   unconfirmed/17       the state of a stop that was not agreed when the node ended
 *   torn/17              one with which no engine can begin, beside an older one that was whole
 *   looked-at/           with what a running engine's states are read
 * engine.before-7/       what the engine had whose validators were those before epoch 7, and that
 *                        missed their stop
 * engine.before-7-again/ what it had later, if it was to begin with that stop once more
 * engine.half/           one that is being filled, of no use to anybody
 * engine.begun/          one that is whole and takes the place of the engine's
 * </pre>
 */
final class EngineFiles {

  private final Path engine;
  private final int member;
  private final EngineStates states;
  private final Disk disk;

  EngineFiles(Path engine, int member, EngineStates states, Disk disk) {
    this.engine = engine;
    this.member = member;
    this.states = states;
    this.disk = disk;
  }

  List<SavedState> saved() throws IOException {
    return SavedState.all(engine, member);
  }

  /**
   * The stop with whose state the engine has nothing newer.
   *
   * @throws IOException when the newest state cannot be read
   */
  Optional<EngineStop> stopped() throws IOException {
    SavedState newest = saved().stream().findFirst().orElse(null);
    if (newest == null) {
      return Optional.empty();
    }
    OptionalLong epoch = states.next(newest);
    try {
      return epoch.isEmpty()
          ? Optional.empty()
          : Optional.of(new EngineStop(epoch.getAsLong(), newest.round(), newest.hash()));
    } catch (FormatException e) {
      throw new IOException("the engine's newest state is of no stop: " + e.getMessage(), e);
    }
  }

  /**
   * Puts the newest states aside with which no engine can begin, if an older one is whole: the
   * engine comes to them again out of its events, as if it had ended before it saved them. It gives
   * a state its name also where the disk took only some of its files, and whoever loses power may
   * find the name without them. What was put aside before is deleted.
   *
   * @param lowest round to which it may fall back: before the last stop others ordered
   * @return what is wrong with the newest; empty where nothing was put aside
   * @throws IOException when the system or the disk does not let files be read or moved, which says
   *     nothing of a state
   */
  Optional<String> putTornAside(long lowest) throws IOException {
    List<Path> torn = new ArrayList<>();
    Optional<String> first = Optional.empty();
    for (Path folder : SavedState.named(engine, member)) {
      Optional<String> fault = fault(folder);
      if (fault.isEmpty() && Long.parseLong(String.valueOf(folder.getFileName())) < lowest) {
        return Optional.empty();
      }
      if (fault.isEmpty()) {
        putAside(torn);
        return first;
      }
      torn.add(folder);
      first = first.or(() -> fault);
    }
    return Optional.empty();
  }

  private Optional<String> fault(Path folder) throws IOException {
    Optional<SavedState> state = SavedState.ofItsName(folder);
    if (state.isEmpty()) {
      SavedState.requireReadable(folder);
    }
    return state.isEmpty()
        ? Optional.of("the state of round %s has no metadata".formatted(folder.getFileName()))
        : states.fault(state.get());
  }

  private void putAside(List<Path> torn) throws IOException {
    Path aside = engine.resolve("torn");
    if (!torn.isEmpty()) {
      disk.delete(aside);
    }
    for (Path folder : torn) {
      disk.move(folder, aside.resolve(String.valueOf(folder.getFileName())));
    }
  }

  static boolean is(SavedState state, EngineStop stop) {
    return state.round() == stop.round() && Arrays.equals(state.hash(), stop.stateHash());
  }

  /**
   * The records of that stop's state, if it is the newest of the engine; on the disk, and of its
   * hash beyond what the engine itself would look at.
   *
   * @throws IOException when the files cannot be read
   */
  Optional<StateRecords> held(EngineStop stop) throws IOException {
    Optional<SavedState> state =
        saved().stream().limit(1).filter(newest -> is(newest, stop)).findFirst();
    if (state.isEmpty()) {
      return Optional.empty();
    }
    disk.force(state.get().folder());
    StateRecords records = states.records(state.get());
    if (!fits(stop, records)) {
      throw new IOException("the records of the state of " + stop + " do not have its hash");
    }
    return Optional.of(records);
  }

  /** Whether these are the records of that stop's state: it is made of them once, for trial. */
  boolean fits(EngineStop stop, StateRecords records) throws IOException {
    boolean filled = fill(stop, records);
    disk.delete(half());
    return filled;
  }

  /** Takes a stop's state away, so that the engine comes to the stop again out of its events. */
  void withdraw(SavedState state) throws IOException {
    Path aside = unconfirmed(state.round());
    disk.delete(aside);
    disk.move(state.folder(), aside);
  }

  /** Puts a stop's state back that was taken away, now that it is known to be the one. */
  void restore(EngineStop stop) throws IOException {
    Path aside = unconfirmed(stop.round());
    boolean newest = saved().stream().allMatch(state -> state.round() < stop.round());
    if (newest && SavedState.read(aside).filter(state -> is(state, stop)).isPresent()) {
      disk.move(aside, folder(engine, stop.round()));
    }
  }

  /**
   * Puts a folder with that state alone in the place of what is there, which is kept.
   *
   * @return whether these are the state's records; nothing has changed if not
   * @throws IOException when it cannot be written
   */
  boolean begin(EngineStop stop, StateRecords records) throws IOException {
    if (!fill(stop, records)) {
      return false;
    }
    disk.force(half());
    disk.delete(begun());
    disk.move(half(), begun());
    if (Files.exists(engine)) {
      disk.move(engine, before(stop.epoch()));
    }
    disk.move(begun(), engine);
    return true;
  }

  /** Fills half a folder with a state; whether the records are those of the stop. */
  private boolean fill(EngineStop stop, StateRecords records) throws IOException {
    disk.delete(half());
    Path folder = folder(half(), stop.round());
    boolean filled =
        states.write(records, stop.stateHash(), folder)
            && SavedState.read(folder).filter(state -> is(state, stop)).isPresent();
    if (!filled) {
      disk.delete(half());
    }
    return filled;
  }

  /** Comes to an end with what was begun when the machine ended. */
  void recover() throws IOException {
    disk.delete(half());
    if (Files.exists(begun()) && !Files.exists(engine)) {
      disk.move(begun(), engine);
    } else {
      disk.delete(begun());
    }
  }

  /** The first one has the events of those validators' time, and is never thrown away. */
  private Path before(long epoch) throws IOException {
    Path before = sibling("before-" + epoch);
    if (!Files.exists(before)) {
      return before;
    }
    Path again = sibling("before-" + epoch + "-again");
    disk.delete(again);
    return again;
  }

  private Path folder(Path of, long round) {
    return SavedState.folders(of, member).resolve(Long.toString(round));
  }

  private Path unconfirmed(long round) {
    return engine.resolve("unconfirmed").resolve(Long.toString(round));
  }

  private Path half() {
    return sibling("half");
  }

  private Path begun() {
    return sibling("begun");
  }

  private Path sibling(String kind) {
    return engine.resolveSibling(engine.getFileName() + "." + kind);
  }
}
