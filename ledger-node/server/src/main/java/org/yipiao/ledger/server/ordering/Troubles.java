package org.yipiao.ledger.server.ordering;

import java.io.UncheckedIOException;
import org.slf4j.Logger;

/** Says each trouble once, until another comes: a full disk would be filled by its own lines. */
final class Troubles {

  private final Logger log;
  private String said = "";

  Troubles(Logger log) {
    this.log = log;
  }

  /** No engine may run. */
  void notDue(EngineNotDueException reason) {
    if (isNew(String.valueOf(reason.getMessage()))) {
      log.warn("the engine does not run: {}", reason.getMessage());
    }
  }

  /** What may be a bug with its trace; what the machine refuses without. */
  void failed(Throwable e) {
    Throwable cause = e.getCause();
    String reason =
        cause == null || cause.getMessage() == null
            ? String.valueOf(e.getMessage())
            : "%s: %s".formatted(e.getMessage(), cause.getMessage());
    if (!isNew(reason)) {
      log.debug("the engine does not go on", e);
    } else if (e instanceof UncheckedIOException || e instanceof IllegalStateException) {
      log.error("the engine does not go on, which is tried again: {}", reason);
    } else {
      log.error("the engine does not go on, which is tried again: {}", reason, e);
    }
  }

  /** All is well. */
  void over() {
    said = "";
  }

  private boolean isNew(String reason) {
    boolean differs = !reason.equals(said);
    said = reason;
    return differs;
  }
}
