package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last proven stop, so that others can be given it and the engine's folder may be lost.
 *
 * <pre>
 * stop/
 *   7.proof    who holds the state with which the engines stopped for epoch 7
 *   7.zip      that state
 * </pre>
 */
final class StopDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(StopDirectory.class);
  private static final String PROOF = ".proof";
  private static final String STATE = ".zip";

  private final Path directory;
  private @Nullable StopProof proof;

  /**
   * @throws UncheckedIOException when it cannot be read
   */
  StopDirectory(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
      try (var files = Files.newDirectoryStream(directory, "*" + PROOF)) {
        for (Path file : files) {
          StopProof read = StopProof.readable(Files.readAllBytes(file)).orElse(null);
          if (read == null) {
            LOG.warn("{} is no proof of a stop and is passed over", file.getFileName());
          } else if (proof == null || read.stop().epoch() > proof.stop().epoch()) {
            proof = read;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("what proves the engines' stop cannot be read", e);
    }
  }

  /** The last one. */
  synchronized Optional<StopProof> proof() {
    return Optional.ofNullable(proof);
  }

  /** The epoch that followed the last stop; 0 when there was none. */
  long epoch() {
    return proof().map(last -> last.stop().epoch()).orElse(0L);
  }

  /** The state of the last stop. */
  byte[] state() throws IOException {
    return Files.readAllBytes(file(proof().orElseThrow(), STATE));
  }

  /** Keeps what comes after the last one; the proof is written when the state is on the disk. */
  synchronized void keep(StopProof next, byte[] state) throws IOException {
    write(file(next, STATE), state);
    write(file(next, PROOF), next.encode());
    StopProof before = proof;
    proof = next;
    if (before != null && before.stop().epoch() != next.stop().epoch()) {
      Files.deleteIfExists(file(before, PROOF));
      Files.deleteIfExists(file(before, STATE));
    }
  }

  private Path file(StopProof of, String kind) {
    return directory.resolve(of.stop().epoch() + kind);
  }

  private void write(Path file, byte[] content) throws IOException {
    Path half = directory.resolve("half");
    Files.write(half, content);
    try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
