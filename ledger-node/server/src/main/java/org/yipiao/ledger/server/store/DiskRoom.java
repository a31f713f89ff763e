package org.yipiao.ledger.server.store;

import java.nio.file.Path;

/**
 * How much room a disk has left. The last of it is kept for what was taken already: 512 MiB, or a
 * twentieth of a small disk. Safe for use by several threads.
 */
final class DiskRoom {

  static final long RESERVE_BYTES = 512L << 20;
  static final int RESERVE_PART = 20;

  private final Path directory;

  DiskRoom(Path directory) {
    this.directory = directory;
  }

  boolean isShort() {
    return isShort(directory.toFile().getUsableSpace(), directory.toFile().getTotalSpace());
  }

  /** A disk that cannot be asked has 0 bytes in all and is short of nothing: a write will tell. */
  static boolean isShort(long usableBytes, long totalBytes) {
    return usableBytes < Math.min(RESERVE_BYTES, totalBytes / RESERVE_PART);
  }
}
