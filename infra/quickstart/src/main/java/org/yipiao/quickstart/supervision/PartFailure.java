package org.yipiao.quickstart.supervision;

import java.nio.file.Path;
import java.util.List;

/** A part did not come up: which, why, the last lines it wrote, and where the rest is. */
public final class PartFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String part;
  private final transient Path log;

  /** Puts the lines that look like the cause first. */
  public PartFailure(String part, String reason, List<String> lastLines, Path log) {
    super(
        "%s did not start: %s%n%s  log: %s"
            .formatted(part, reason, indented(CauseLines.of(lastLines)), log));
    this.part = part;
    this.log = log;
  }

  /** Name of the part. */
  public String part() {
    return part;
  }

  /** Its whole log. */
  public Path log() {
    return log;
  }

  private static String indented(List<String> lines) {
    var text = new StringBuilder();
    lines.forEach(line -> text.append("  | ").append(line).append(System.lineSeparator()));
    return text.toString();
  }
}
