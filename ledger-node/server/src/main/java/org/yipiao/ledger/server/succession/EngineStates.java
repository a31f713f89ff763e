package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.nio.file.Path;
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
   * Makes a saved state of its records.
   *
   * @param hash of the state
   * @return whether they are those of the state with that hash
   * @throws IOException when it cannot be written
   */
  boolean write(StateRecords records, byte[] hash, Path folder) throws IOException;

  /** Those of real engines. */
  static EngineStates of(StateFiles files) {
    return new EngineStates() {
      @Override
      public StateRecords records(SavedState saved) throws IOException {
        return new StateRecords(files.records(saved));
      }

      @Override
      public boolean write(StateRecords records, byte[] hash, Path folder) throws IOException {
        return files.write(records.records(), hash, folder);
      }
    };
  }
}
