package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yipiao.ledger.server.ordering.hiero.SavedState;

/**
 * An engine's folder, seen from outside while no engine runs in it.
 *
 * <pre>
 * engine/             what the engine has
 *   saved/…/17        the state that it saved after round 17
 *   unconfirmed/17    the state of a stop that was not agreed when the node ended
 * engine.before-7/    what the engine had whose validators were those before epoch 7, and that
 *                     missed their stop
 * engine.begun/       one that is being filled
 * </pre>
 */
final class EngineFiles {

  private final Path engine;
  private final int member;

  EngineFiles(Path engine, int member) {
    this.engine = engine;
    this.member = member;
  }

  List<SavedState> saved() throws IOException {
    return SavedState.all(engine, member);
  }

  /** The state with which the engine has stopped, if it has nothing newer. */
  Optional<SavedState> stopped() throws IOException {
    return saved().stream().limit(1).filter(SavedState::stop).findFirst();
  }

  /** Whether that is the newest saved state. */
  boolean holds(EngineStop stop) throws IOException {
    return stopped().filter(state -> is(state, stop)).isPresent();
  }

  private static boolean is(SavedState state, EngineStop stop) {
    return state.stop()
        && state.round() == stop.round()
        && Arrays.equals(state.hash(), stop.stateHash());
  }

  /** Takes a stop's state away, so that the engine comes to the stop again out of its events. */
  void withdraw(SavedState state) throws IOException {
    Path aside = engine.resolve("unconfirmed").resolve(Long.toString(state.round()));
    delete(aside);
    Files.createDirectories(aside.getParent());
    Files.move(state.folder(), aside, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Puts a folder with that state alone in the place of what is there, which is kept.
   *
   * @throws IOException when the archive is not of that state; nothing has changed then
   */
  void begin(EngineStop stop, byte[] archive) throws IOException {
    Path begun = engine.resolveSibling(engine.getFileName() + ".begun");
    delete(begun);
    Path folder = SavedState.folders(begun, member).resolve(Long.toString(stop.round()));
    StateArchive.unpack(archive, folder);
    if (SavedState.read(folder).filter(state -> is(state, stop)).isEmpty()) {
      throw new IOException("what was given is not the state of " + stop);
    }
    if (Files.exists(engine)) {
      Path before = engine.resolveSibling(engine.getFileName() + ".before-" + stop.epoch());
      delete(before);
      Files.move(engine, before, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(begun, engine, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes an engine's folder with which none came to run. */
  void discard() throws IOException {
    delete(engine);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failed)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
