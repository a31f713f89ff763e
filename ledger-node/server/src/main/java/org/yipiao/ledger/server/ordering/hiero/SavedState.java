package org.yipiao.ledger.server.ordering.hiero;

import com.swirlds.platform.state.snapshot.SavedStateMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A state that an engine has saved, as its files say.
 *
 * @param folder its files
 * @param round the last one in it
 * @param hash of the state, SHA-384
 * @param stop whether the engines stopped with it for a change of validators
 */
@SuppressWarnings("ArrayRecordComponent") // a hash, compared by its bytes
public record SavedState(Path folder, long round, byte[] hash, boolean stop) {

  /** Where the states of a member's engine lie, each in a folder named by its round. */
  public static Path folders(Path engineDirectory, int member) {
    return engineDirectory
        .resolve("saved")
        .resolve(EngineAssembly.APPLICATION)
        .resolve(Integer.toString(member))
        .resolve(EngineAssembly.NETWORK);
  }

  /** All saved states, the newest first; without those that are not complete. */
  public static List<SavedState> all(Path engineDirectory, int member) throws IOException {
    Path folders = folders(engineDirectory, member);
    if (!Files.isDirectory(folders)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folders)) {
      return found
          .map(SavedState::read)
          .flatMap(Optional::stream)
          .sorted(Comparator.comparingLong(SavedState::round).reversed())
          .toList();
    }
  }

  /** What a folder says of its state; empty when it is no saved state. */
  public static Optional<SavedState> read(Path folder) {
    Path file = folder.resolve(SavedStateMetadata.FILE_NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      var metadata = SavedStateMetadata.parse(file);
      return Optional.of(
          new SavedState(
              folder,
              metadata.round(),
              metadata.hash().copyToByteArray(),
              Boolean.TRUE.equals(metadata.freezeState())));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
