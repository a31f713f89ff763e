package org.yipiao.ledger.server.succession;

import com.swirlds.platform.state.snapshot.SavedStateMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.hiero.base.crypto.Hash;
import org.hiero.consensus.model.node.NodeId;
import org.yipiao.ledger.server.ordering.hiero.SavedState;

/** Folders as the engine leaves them, without an engine. */
final class SavedStates {

  private SavedStates() {}

  /** Writes a state of a member's engine. */
  static void write(Path engine, int member, EngineStop at, boolean stop) throws IOException {
    Path folder = SavedState.folders(engine, member).resolve(Long.toString(at.round()));
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data").resolve("leaves"), "round " + at.round());
    var hash = new Hash(at.stateHash());
    new SavedStateMetadata(
            at.round(),
            hash,
            "four-words-to-remember",
            1,
            Instant.EPOCH,
            hash,
            "four-words-to-remember",
            1,
            "1.0.0",
            Instant.EPOCH,
            NodeId.of(member),
            List.of(NodeId.of(member)),
            1,
            4,
            stop)
        .write(folder.resolve(SavedStateMetadata.FILE_NAME));
  }

  /** That state as one would give it to another. */
  static byte[] archive(Path scratch, int member, EngineStop at) throws IOException {
    write(scratch, member, at, true);
    return StateArchive.pack(
        SavedState.folders(scratch, member).resolve(Long.toString(at.round())));
  }
}
