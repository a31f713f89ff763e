package org.yipiao.ledger.server.succession;

import com.swirlds.platform.state.snapshot.SavedStateMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.hiero.base.crypto.Hash;
import org.hiero.consensus.model.node.NodeId;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.ordering.hiero.SavedState;
import org.yipiao.ledger.server.ordering.hiero.StateRecord;

/**
 * Folders as the engine leaves them, without an engine: a state has its round and a text for
 * records, and the hash of their encoding.
 */
final class SavedStates implements EngineStates {

  private static final NodeId SOMEBODY = NodeId.of(1);

  static StateRecords state(long round, String text) {
    return new StateRecords(List.of(record("round", Long.toString(round)), record("leaves", text)));
  }

  /** One that says itself for which epoch the engines stop with it. */
  static StateRecords state(long round, String text, long epoch) {
    List<StateRecord> records = new ArrayList<>(state(round, text).records());
    records.add(record("epoch", Long.toString(epoch)));
    return new StateRecords(records);
  }

  private static StateRecord record(String key, String value) {
    return new StateRecord(
        key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }

  private static long round(StateRecords state) {
    return number(state, 0);
  }

  private static long number(StateRecords state, int record) {
    return Long.parseLong(new String(state.records().get(record).value(), StandardCharsets.UTF_8));
  }

  /** The stop with such a state. */
  static EngineStop stop(long epoch, StateRecords state) {
    return new EngineStop(epoch, round(state), hash(state));
  }

  private static byte[] hash(StateRecords state) {
    try {
      return MessageDigest.getInstance("SHA-384").digest(state.encode());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Has a member's engine save a state. */
  static void save(Path engine, int member, StateRecords state, boolean stop) throws IOException {
    save(SavedState.folders(engine, member).resolve(Long.toString(round(state))), state, stop);
  }

  private static void save(Path folder, StateRecords state, boolean stop) throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.write(leaves(folder), state.encode());
    var hash = new Hash(hash(state));
    new SavedStateMetadata(
            round(state),
            hash,
            "four-words-to-remember",
            1,
            Instant.EPOCH,
            hash,
            "four-words-to-remember",
            1,
            "1.0.0",
            Instant.EPOCH,
            SOMEBODY,
            List.of(SOMEBODY),
            1,
            4,
            stop)
        .write(folder.resolve(SavedStateMetadata.FILE_NAME));
  }

  /** Where the records of a state lie. */
  static Path leaves(Path folder) {
    return folder.resolve("data").resolve("leaves");
  }

  @Override
  public StateRecords records(SavedState saved) throws IOException {
    try {
      return StateRecords.decode(Files.readAllBytes(leaves(saved.folder())));
    } catch (FormatException e) {
      throw new IOException(e);
    }
  }

  @Override
  public Optional<String> fault(SavedState saved) {
    try {
      return Arrays.equals(hash(records(saved)), saved.hash())
          ? Optional.empty()
          : Optional.of("other records than those of round " + saved.round());
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Of the first epoch where its metadata alone say that it is of a stop. */
  @Override
  public OptionalLong next(SavedState saved) throws IOException {
    StateRecords state = records(saved);
    return state.records().size() == 3
        ? OptionalLong.of(number(state, 2))
        : saved.stop() ? OptionalLong.of(1) : OptionalLong.empty();
  }

  @Override
  public boolean write(StateRecords records, byte[] hash, Path folder) throws IOException {
    if (!Arrays.equals(hash(records), hash)) {
      return false;
    }
    save(folder, records, true);
    return true;
  }
}
