package org.yipiao.ledger.server.fsck;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.store.StoreFailure;

/**
 * Checks a node's directory from the command line: {@code DIR CONSORTIUM}, the second being the
 * folder with {@code genesis.json} and {@code consortium.json}. Ends with 0 when it is sound, 1
 * when something was found, 2 when there is nothing to check or a node runs on it.
 */
public final class Fsck {

  static final int SOUND = 0;
  static final int FOUND = 1;
  static final int UNREADABLE = 2;

  private static final String STORE = "store";
  private static final String ENGINE = "engine";

  private static final int REMOVING = 40;
  private static final Duration REMOVE_AGAIN = Duration.ofMillis(50);

  /** Names of the files of a RocksDB database. */
  private static final Pattern A_STORES =
      Pattern.compile(
          "[0-9]{6,}\\.(sst|log|blob)|MANIFEST-.*|CURRENT|IDENTITY|OPTIONS-.*|store\\.mark");

  private Fsck() {}

  public static void main(String[] arguments) {
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.OFF);
    }
    System.exit(run(arguments, System.out, System.err));
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) {
    if (arguments.length != 2) {
      err.println("usage: DIR CONSORTIUM");
      return UNREADABLE;
    }
    try {
      Path directory = Path.of(arguments[0]);
      Path store = store(directory);
      if (!isStore(store)) {
        err.println("no store in " + directory + near(directory));
        return UNREADABLE;
      }
      if (isRunning(store)) {
        err.println("a node runs on " + store + ": it has to be stopped first");
        return UNREADABLE;
      }
      Path consortium = Path.of(arguments[1]);
      var genesis = Genesis.decode(Files.readAllBytes(consortium.resolve("genesis.json")));
      var trust = TrustRoot.parse(Files.readAllBytes(consortium.resolve("consortium.json")));
      int ofStore =
          say(inScratch(scratch -> StoreCheck.of(store, genesis, trust, scratch)), store, "", out);
      if (store.equals(directory)) {
        return ofStore;
      }
      var checked = inScratch(scratch -> EngineCheck.of(directory, genesis, scratch));
      return Math.max(
          ofStore, say(checked.findings(), directory.resolve(ENGINE), ": " + checked.seen(), out));
    } catch (UncheckedIOException e) { // of a folder that is walked through
      err.println("cannot read " + e.getMessage());
      return UNREADABLE;
    } catch (IOException | FormatException | StoreFailure e) {
      err.println(e instanceof IOException ? "cannot read " + e.getMessage() : e.getMessage());
      return UNREADABLE;
    }
  }

  /** A node's directory has its store in it; the store itself will do as well. */
  private static Path store(Path directory) {
    Path inside = directory.resolve(STORE);
    return Files.isDirectory(inside) ? inside : directory;
  }

  /** Whether a store ever was there, however much of it is left. */
  private static boolean isStore(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> A_STORES.matcher(file.getFileName().toString()).matches());
    }
  }

  private static String near(Path directory) {
    Path data = directory.resolve("data");
    return Files.isDirectory(data.resolve(STORE)) ? ": is it " + data + "?" : "";
  }

  /** RocksDB keeps its lock for as long as a process has the store open to write. */
  private static boolean isRunning(Path store) throws IOException {
    Path file = store.resolve("LOCK");
    if (!Files.isWritable(file)) {
      return false;
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  /** Checks with an empty folder. */
  @FunctionalInterface
  private interface Check<T> {
    T with(Path scratch) throws IOException;
  }

  private static <T> T inScratch(Check<T> check) throws IOException {
    Path scratch = Files.createTempDirectory("yipiao-fsck");
    try {
      return check.with(scratch);
    } finally {
      for (int attempt = 1; attempt < REMOVING && !isRemoved(scratch); attempt++) {
        LockSupport.parkNanos(REMOVE_AGAIN.toNanos());
      }
    }
  }

  /** What closes an engine's state deletes files of it some time later. */
  private static boolean isRemoved(Path scratch) {
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static int say(Findings findings, Path folder, String seen, PrintStream out) {
    if (findings.sound()) {
      out.println("SOUND " + folder + seen);
      return SOUND;
    }
    out.println("DAMAGED " + folder + seen);
    findings.lines().forEach(out::println);
    return FOUND;
  }
}
