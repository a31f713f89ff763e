package org.yipiao.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that cannot be confused with a later one of the same number.
 *
 * @param pid process id, above 0
 * @param birth start time in clock ticks since boot: field 22 of {@code /proc/<pid>/stat}, proc(5)
 */
public record ProcessIdentity(long pid, long birth) {

  /** Fields of {@code stat} after the command name, which is the last thing in parentheses. */
  private static final int STATE = 0;

  private static final int START_TIME = 19;

  /** Refuses a pid that can belong to no process. */
  public ProcessIdentity {
    if (pid <= 0) {
      throw new IllegalArgumentException("pid must be above 0: " + pid);
    }
  }

  /** The living process of this number; empty if there is none, or only a zombie. */
  public static Optional<ProcessIdentity> of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[STATE].equals("Z")
          ? Optional.empty()
          : Optional.of(new ProcessIdentity(pid, Long.parseLong(fields[START_TIME])));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** This JVM. */
  public static ProcessIdentity ofThisProcess() {
    long pid = ProcessHandle.current().pid();
    return of(pid).orElseThrow(() -> new IllegalStateException("no /proc/" + pid + "/stat"));
  }

  /** Whether this very process still runs. */
  public boolean isAlive() {
    return of(pid).filter(this::equals).isPresent();
  }

  /** Reads {@code pid birth}. */
  public static Optional<ProcessIdentity> parse(String text) {
    String[] parts = text.strip().split(" ", -1);
    try {
      return parts.length == 2
          ? Optional.of(new ProcessIdentity(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
          : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return pid + " " + birth;
  }
}
