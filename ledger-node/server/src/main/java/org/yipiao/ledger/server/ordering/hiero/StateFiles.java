package org.yipiao.ledger.server.ordering.hiero;

import com.hedera.pbj.runtime.ParseException;
import com.hedera.pbj.runtime.io.buffer.Bytes;
import com.hedera.pbj.runtime.io.stream.ReadableStreamingData;
import com.hedera.pbj.runtime.io.stream.WritableStreamingData;
import com.swirlds.platform.state.snapshot.SavedStateMetadata;
import com.swirlds.platform.state.snapshot.SignedStateFileUtils;
import com.swirlds.state.merkle.VirtualMapState;
import com.swirlds.state.merkle.VirtualMapStateLifecycleManager;
import com.swirlds.virtualmap.VirtualMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hiero.consensus.model.node.NodeId;
import org.hiero.consensus.platformstate.PlatformStateUtils;
import org.hiero.consensus.state.signed.ReservedSignedState;
import org.hiero.consensus.state.signed.SigSet;
import org.hiero.consensus.state.signed.SignedState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.server.ordering.RosterMember;
import org.yipiao.ledger.server.store.SystemError;

/**
 * Takes the records out of a saved state, and makes a saved state out of records.
 *
 * <p>Who loads a state's files believes the hashes that lie beside the records, and the index by
 * which they are found. So a node takes no files of another's: it takes the records, makes the
 * state of them as the engine does, and has all of it hashed. A state of that hash is the state.
 */
public final class StateFiles {

  private static final Logger log = LoggerFactory.getLogger(StateFiles.class);

  /** The most records of a state. */
  public static final int MOST_RECORDS = 1_000;

  /**
   * On a machine that does much else the library, once in some hundred times, does not find a
   * record that is there. What could be read once is there.
   */
  private static final int TIMES = 3;

  private final StateScratch scratch;
  private final int member;

  /**
   * @param scratch a folder for what is needed meanwhile, on the disk of the states
   * @param member whose engine saves states
   */
  public StateFiles(Path scratch, int member) {
    this.scratch = new StateScratch(scratch);
    this.member = member;
  }

  /**
   * The records of a state that an engine of whatever member has saved.
   *
   * @throws IOException when its files cannot be read
   */
  public List<StateRecord> records(SavedState saved) throws IOException {
    return read(saved, state -> records(state.getRoot()));
  }

  /**
   * The record that a saved state keeps with its validators, if engines stop with it. Its metadata
   * say so only where an engine came to it by itself, and not where one was taught it.
   *
   * @throws IOException when its files cannot be read
   */
  public Optional<byte[]> keptAtStop(SavedState saved) throws IOException {
    return read(
        saved, state -> isStop(state) ? Optional.of(EngineState.kept(state)) : Optional.empty());
  }

  /**
   * What is wrong with a saved state: its records are not there, or lead to another hash, which is
   * beyond what an engine looks at when it loads it.
   *
   * @throws IOException when the system or the disk does not let it be looked at, which says
   *     nothing of the state
   */
  public Optional<String> fault(SavedState saved) throws IOException {
    try {
      readSignatures(saved);
      return isWhole(saved)
          ? Optional.empty()
          : Optional.of("the records of the state of round " + saved.round() + " are not its own");
    } catch (IOException e) {
      if (SystemError.saysNothingOfContent(e)) {
        throw e;
      }
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * No engine begins with a state whose signatures it cannot read, though it has no use for them.
   */
  private static void readSignatures(SavedState saved) throws IOException {
    Path file = saved.folder().resolve(SignedStateFileUtils.SIGNATURE_SET_FILE_NAME);
    try (var in = new ReadableStreamingData(Files.newInputStream(file))) {
      new SigSet().deserialize(in);
    } catch (NoSuchFileException e) {
      throw new IOException("the state of round " + saved.round() + " has no signatures", e);
    } catch (ParseException | RuntimeException e) {
      throw new IOException(
          "the signatures of the state of round %d cannot be read: %s"
              .formatted(saved.round(), e.getMessage()),
          e);
    }
  }

  private boolean isWhole(SavedState saved) throws IOException {
    List<StateRecord> records = records(saved);
    if (records.size() < 2) {
      return false;
    }
    try (var work = scratch.open()) {
      VirtualMapState state = work.states().getMutableState();
      EngineState.register(state);
      return hashesTo(saved.hash(), work.states(), state, records);
    } catch (RuntimeException | AssertionError e) {
      throw unreadable(saved, e);
    }
  }

  /**
   * The validators that a saved state has, and those before them.
   *
   * @throws IOException when its files cannot be read
   */
  List<RosterMember> validators(SavedState saved) throws IOException {
    return read(saved, EngineRoster::known);
  }

  private <T> T read(SavedState saved, Reading<T> reading) throws IOException {
    for (int time = 1; ; time++) {
      try {
        return readOnce(saved, reading);
      } catch (IOException e) {
        if (time == TIMES || SystemError.saysNothingOfContent(e)) {
          throw e;
        }
        log.debug("read once more", e);
      }
    }
  }

  private <T> T readOnce(SavedState saved, Reading<T> reading) throws IOException {
    try (var work = scratch.open()) {
      work.states().loadSnapshot(work.copyOf(saved.folder()));
      VirtualMapState state = work.states().getMutableState();
      EngineState.register(state);
      return reading.of(state);
    } catch (RuntimeException | AssertionError e) {
      throw unreadable(saved, e);
    }
  }

  /** What is taken out of a state. */
  @FunctionalInterface
  private interface Reading<T> {
    T of(VirtualMapState state) throws IOException;
  }

  private static boolean isStop(VirtualMapState state) {
    return PlatformStateUtils.latestFreezeRoundOf(state) == PlatformStateUtils.roundOf(state);
  }

  /** The library believes what it reads, and asserts it where assertions are enabled. */
  private static IOException unreadable(SavedState saved, Throwable e) {
    return new IOException(
        "the state of round %d cannot be read: %s".formatted(saved.round(), e.getMessage()), e);
  }

  private static List<StateRecord> records(VirtualMap map) throws IOException {
    var paths = map.getMetadata();
    if (paths.getSize() > MOST_RECORDS) {
      throw new IOException("a state of %d records".formatted(paths.getSize()));
    }
    List<StateRecord> records = new ArrayList<>();
    for (long path = paths.getFirstLeafPath(); path <= paths.getLastLeafPath(); path++) {
      var leaf = map.getRecords().findLeafRecord(path);
      if (leaf == null) {
        throw new IOException("a state without its record at " + path);
      }
      records.add(new StateRecord(leaf.keyBytes().toByteArray(), leaf.valueBytes().toByteArray()));
    }
    return records;
  }

  /**
   * Makes the state of which these are the records, as this member's engine would have saved it.
   *
   * @param hash of the state
   * @param folder to be made
   * @return whether they are the records of a state with that hash; if not, there is no folder
   * @throws IOException when it cannot be written
   */
  public boolean write(List<StateRecord> records, byte[] hash, Path folder) throws IOException {
    if (records.size() < 2 || records.size() > MOST_RECORDS) {
      return false;
    }
    try (var work = scratch.open()) {
      VirtualMapState state = work.states().getMutableState();
      EngineState.register(state);
      if (!hashesTo(hash, work.states(), state, records)) {
        return false;
      }
      var signed =
          new SignedState(
              work.configuration(), (_, _, _) -> false, state, "made anew", true, false, false);
      try (ReservedSignedState reserved = signed.reserve("made anew")) {
        save(reserved.get(), folder);
      }
      return true;
    } catch (RuntimeException e) {
      throw new IOException("a state cannot be written: " + e.getMessage(), e);
    }
  }

  /** Whatever the library has against them, they are not the records of that state. */
  private static boolean hashesTo(
      byte[] hash,
      VirtualMapStateLifecycleManager states,
      VirtualMapState state,
      List<StateRecord> records) {
    VirtualMap map = state.getRoot();
    try {
      for (int index : RecordOrder.of(records.size())) {
        StateRecord record = records.get(index);
        map.putBytes(Bytes.wrap(record.key()), Bytes.wrap(record.value()));
      }
    } catch (RuntimeException e) {
      log.debug("no records of a state", e);
      return false;
    }
    states.copyMutableState(); // it can be hashed when it cannot be changed any more
    return map.size() == records.size() && Arrays.equals(map.getHash().copyToByteArray(), hash);
  }

  private void save(SignedState state, Path folder) throws IOException {
    Files.createDirectories(folder);
    state.getState().getRoot().createSnapshot(folder);
    Path signatures = folder.resolve(SignedStateFileUtils.SIGNATURE_SET_FILE_NAME);
    try (var out = new WritableStreamingData(Files.newOutputStream(signatures))) {
      new SigSet().serialize(out);
    }
    if (!isStop(state.getState())) {
      throw new IOException("a state with which no engine stopped");
    }
    SavedStateMetadata.create(state, NodeId.of(member), Instant.now())
        .write(folder.resolve(SavedStateMetadata.FILE_NAME));
  }
}
