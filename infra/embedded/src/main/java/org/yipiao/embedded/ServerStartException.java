package org.yipiao.embedded;

import java.nio.file.Path;
import java.util.List;

/** A server did not come up; the message names it, the last lines of its log, and the log. */
public final class ServerStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ServerStartException(String server, String cause, List<String> lastLines, Path log) {
    super(
        "%s did not start: %s%n  %s%n  log: %s"
            .formatted(server, cause, String.join(System.lineSeparator() + "  ", lastLines), log));
  }
}
