package org.yipiao.ledger.server.ordering.hiero;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds an engine's directory for one engine alone. Two on the same directory would sign
 * contradicting events with the same key, which is what a lying validator does.
 */
final class EngineDirectory implements AutoCloseable {

  private final FileChannel channel;

  private EngineDirectory(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Makes the directory if need be and takes it.
   *
   * @throws IllegalStateException when another engine has it
   */
  static EngineDirectory take(Path directory) throws IOException {
    Files.createDirectories(directory);
    FileChannel channel =
        FileChannel.open(
            directory.resolve("engine.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(channel)) {
      channel.close();
      throw new IllegalStateException("another engine runs in " + directory);
    }
    return new EngineDirectory(channel);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this very process
    }
  }

  /** Gives the directory back; so does the end of the process. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
