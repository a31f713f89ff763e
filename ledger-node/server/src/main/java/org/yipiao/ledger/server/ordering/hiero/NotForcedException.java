package org.yipiao.ledger.server.ordering.hiero;

import java.io.IOException;
import java.io.Serial;

/** The disk did not take a state; what is read of it afterwards comes out of the memory. */
final class NotForcedException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  NotForcedException(long round, IOException cause) {
    super("the state of round %d is not on the disk: %s".formatted(round, cause), cause);
  }
}
