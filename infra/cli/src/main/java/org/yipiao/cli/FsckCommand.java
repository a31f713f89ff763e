package org.yipiao.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yipiao.quickstart.parts.LedgerCheck;

/**
 * {@code yipiao fsck DIR [--consortium FOLDER]}: checks what a ledger node has on its disk while
 * the node does not run.
 */
final class FsckCommand {

  private static final String CONSORTIUM = "--consortium";
  private static final String GENESIS = "genesis.json";

  /** As far up as from a node's directory to the folder of the platform that it is part of. */
  private static final int LEVELS = 5;

  private final Path root;

  FsckCommand(Path root) {
    this.root = root;
  }

  /** The exit code: 0 sound, 1 something was found, 2 there is nothing to check. */
  int run(List<String> words) {
    var arguments = new Arguments(words, Set.of(), CONSORTIUM::equals);
    Path directory = Path.of(arguments.operand("directory")).toAbsolutePath().normalize();
    if (!Files.isDirectory(directory)) {
      System.err.println("yipiao: " + directory + " is no folder");
      return ExitCode.UNREADABLE.number();
    }
    Optional<Path> consortium =
        arguments.option(CONSORTIUM).map(Path::of).or(() -> consortium(directory));
    if (consortium.isEmpty()) {
      throw new UsageException(
          "no " + GENESIS + " near " + directory + ": fsck needs " + CONSORTIUM + " FOLDER");
    }
    Path folder = consortium.get().toAbsolutePath().normalize();
    if (!Files.isRegularFile(folder.resolve(GENESIS))) {
      System.err.println("yipiao: no " + GENESIS + " in " + folder);
      return ExitCode.UNREADABLE.number();
    }
    return LedgerCheck.run(root, directory, folder);
  }

  /** The folder of the consortium of which a node's directory is part. */
  static Optional<Path> consortium(Path directory) {
    Path folder = directory;
    for (int level = 0; level < LEVELS && folder != null; level++) {
      for (Path candidate : List.of(folder, folder.resolve("consortium"))) {
        if (Files.isRegularFile(candidate.resolve(GENESIS))) {
          return Optional.of(candidate);
        }
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }
}
