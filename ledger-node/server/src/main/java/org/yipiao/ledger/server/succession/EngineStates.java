package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.ordering.hiero.SavedState;
import org.yipiao.ledger.server.ordering.hiero.StateFiles;

/** How the states of engines are read and made. */
interface EngineStates {

  /**
   * What a saved state is made of.
   *
   * @throws IOException when its files cannot be read
   */
  StateRecords records(SavedState saved) throws IOException;

  /**
   * The epoch whose validators go on from a saved state; empty where engines do not stop with it.
   *
   * @throws IOException when its files cannot be read, or say no epoch
   */
  OptionalLong next(SavedState saved) throws IOException;

  /**
   * Makes a saved state of its records.
   *
   * @param hash of the state
   * @return whether they are those of the state with that hash
   * @throws IOException when it cannot be written
   */
  boolean write(StateRecords records, byte[] hash, Path folder) throws IOException;

  /**
   * What is wrong with a saved state, so that no engine can begin with it.
   *
   * @throws IOException when the system or the disk does not let it be looked at, which says
   *     nothing of the state
   */
  Optional<String> fault(SavedState saved) throws IOException;

  /** Those of real engines. */
  static EngineStates of(StateFiles files) {
    return new EngineStates() {
      @Override
      public StateRecords records(SavedState saved) throws IOException {
        return new StateRecords(files.records(saved));
      }

      @Override
      public OptionalLong next(SavedState saved) throws IOException {
        try {
          Optional<byte[]> kept = files.keptAtStop(saved);
          return kept.isEmpty()
              ? OptionalLong.empty()
              : OptionalLong.of(EpochRoster.epoch(kept.get()));
        } catch (FormatException e) {
          throw new IOException(
              "the state of round %d says no epoch: %s".formatted(saved.round(), e.getMessage()),
              e);
        }
      }

      @Override
      public boolean write(StateRecords records, byte[] hash, Path folder) throws IOException {
        return files.write(records.records(), hash, folder);
      }

      @Override
      public Optional<String> fault(SavedState saved) throws IOException {
        return files.fault(saved);
      }
    };
  }
}
