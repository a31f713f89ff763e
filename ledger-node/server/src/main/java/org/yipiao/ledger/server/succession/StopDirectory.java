package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * Keeps a stop, so that others can be given it and the engine's folder may be lost: the last proven
 * one, and in a folder of its own a later one that is not proven yet.
 *
 * <pre>
 * stop/
 *   7.state    the records of the state with which the engines stopped for epoch 7
 *   7.proof    who holds that state
 *   unproven/
 *     8.state  the same of the next stop, which this node has signed,
 *     8.proof  and who else
 * </pre>
 */
final class StopDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(StopDirectory.class);
  private static final String PROOF = ".proof";
  private static final String STATE = ".state";

  private final Path directory;
  private final Disk disk;
  private @Nullable Kept last;

  /** A stop with its state. */
  record Kept(StopProof proof, StateRecords state) {

    long epoch() {
      return proof.stop().epoch();
    }
  }

  /**
   * @throws UncheckedIOException when it cannot be read
   */
  StopDirectory(Path directory, Disk disk) {
    this.directory = directory;
    this.disk = disk;
    try {
      Files.createDirectories(directory);
      for (Path file : files()) {
        if (file.toString().endsWith(PROOF)) {
          Kept kept = read(file).orElse(null);
          if (kept != null && (last == null || kept.epoch() > last.epoch())) {
            last = kept;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("what proves the engines' stop cannot be read", e);
    }
  }

  /** Whatever is wrong with a file, the others give the same once more. */
  private Optional<Kept> read(Path file) throws IOException {
    try {
      var proof = StopProof.decode(Files.readAllBytes(file));
      var state = StateRecords.decode(Files.readAllBytes(file(proof.stop().epoch(), STATE)));
      return Optional.of(new Kept(proof, state));
    } catch (FormatException | NoSuchFileException e) {
      LOG.warn("{} is passed over: {}", file.getFileName(), e.getMessage());
      return Optional.empty();
    }
  }

  /** The last one. */
  synchronized Optional<Kept> last() {
    return Optional.ofNullable(last);
  }

  /** Who holds the state of the last one. */
  Optional<StopProof> proof() {
    return last().map(Kept::proof);
  }

  /** The epoch that followed the last stop; 0 when there was none. */
  long epoch() {
    return last().map(Kept::epoch).orElse(0L);
  }

  /** Keeps what comes after the last one; the proof is written when the state is on the disk. */
  synchronized void keep(StopProof proof, StateRecords state) throws IOException {
    long epoch = proof.stop().epoch();
    disk.write(file(epoch, STATE), state.encode());
    disk.write(file(epoch, PROOF), proof.encode());
    last = new Kept(proof, state);
    for (Path file : files()) {
      if (!file.equals(file(epoch, PROOF)) && !file.equals(file(epoch, STATE))) {
        disk.delete(file);
      }
    }
  }

  /** Forgets the last one, of which something is wrong. */
  synchronized void forget() throws IOException {
    Kept forgotten = last;
    last = null;
    if (forgotten != null) {
      disk.delete(file(forgotten.epoch(), PROOF));
      disk.delete(file(forgotten.epoch(), STATE));
    }
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (var found = Files.newDirectoryStream(directory, Files::isRegularFile)) {
      found.forEach(files::add);
    }
    return files;
  }

  private Path file(long epoch, String kind) {
    return directory.resolve(epoch + kind);
  }
}
