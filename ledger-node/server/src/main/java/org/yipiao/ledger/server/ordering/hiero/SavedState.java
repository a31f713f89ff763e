package org.yipiao.ledger.server.ordering.hiero;

import com.swirlds.platform.state.snapshot.SavedStateMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

  /** What has the name of a saved state, the newest first, whether or not it can be read. */
  public static List<Path> named(Path engineDirectory, int member) throws IOException {
    Path folders = folders(engineDirectory, member);
    if (Files.notExists(folders)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folders)) {
      return found
          .filter(one -> name(one).matches("[0-9]{1,18}"))
          .sorted(Comparator.comparingLong((Path one) -> Long.parseLong(name(one))).reversed())
          .toList();
    }
  }

  /** All saved states, the newest first; without those whose metadata are not of their round. */
  public static List<SavedState> all(Path engineDirectory, int member) throws IOException {
    return named(engineDirectory, member).stream()
        .map(SavedState::ofItsName)
        .flatMap(Optional::stream)
        .toList();
  }

  static String name(Path folder) {
    return String.valueOf(folder.getFileName());
  }

  /** What a folder says of its state, if it is of the round that it is named by. */
  public static Optional<SavedState> ofItsName(Path folder) {
    return read(folder).filter(state -> Long.toString(state.round()).equals(name(folder)));
  }

  /**
   * Reads what says which state a folder has, if it is there.
   *
   * @throws IOException when the system or the disk does not give it, which says nothing of it
   */
  public static void requireReadable(Path folder) throws IOException {
    try {
      Files.readAllBytes(folder.resolve(SavedStateMetadata.FILE_NAME));
    } catch (NoSuchFileException e) {
      // none is there, and that is known
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
