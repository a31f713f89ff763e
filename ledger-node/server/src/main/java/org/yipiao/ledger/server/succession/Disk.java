package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The steps by which files change: each has happened for good when it returns. Where the machine
 * ends within one, only a file or folder of that step's own may be left half.
 */
interface Disk {

  Disk FORCED = new ForcedDisk();

  /** A file has this content, or what it had before. */
  void write(Path file, byte[] content) throws IOException;

  /** A file or folder is there under another name on the same disk, which none has. */
  void move(Path from, Path to) throws IOException;

  /** What somebody else has written there does not vanish any more. */
  void force(Path tree) throws IOException;

  /** A file or folder is not there any more; nothing happens if it never was. */
  void delete(Path tree) throws IOException;
}
