package org.yipiao.cli;

import java.io.Serial;
import org.yipiao.platform.reason.Reason;

/** A file that the command line names cannot be read; the message is the English of why. */
final class UnreadableFileException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  UnreadableFileException(Reason reason) {
    super(reason.toString());
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
