package org.yipiao.ledger.server.store;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/**
 * The disk did not take what was written; what is read of it afterwards comes out of the memory.
 */
public final class NotForcedException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  public NotForcedException(Path file, IOException cause) {
    super("%s is not on the disk: %s".formatted(file, cause), cause);
  }
}
