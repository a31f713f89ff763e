package org.yipiao.ledger.server.ordering.hiero;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of an engine's event log. A name ends with {@code _seqS_minrA_maxrB_orgnO.pces}: the
 * files follow each other by S without a gap, and all that have the same O continue each other.
 *
 * @param all in their order
 * @param bytes of all of them
 * @param faults of their names
 */
record EventFiles(List<One> all, long bytes, List<EventLog.Fault> faults) {

  private static final Pattern NAME =
      Pattern.compile(".*_seq([0-9]{1,18})_minr[0-9]+_maxr[0-9]+_orgn([0-9]{1,18})\\.pces");

  /**
   * A file.
   *
   * @param origin the round from which on it continues what was before
   */
  record One(Path path, long sequence, long origin) {

    String name() {
      return String.valueOf(path.getFileName());
    }
  }

  /**
   * The newest ones of a member's engine, at least one where there is one.
   *
   * @param most bytes
   * @throws IOException when they cannot be listed
   */
  static EventFiles newest(Path engineDirectory, int member, long most) throws IOException {
    List<EventLog.Fault> faults = new ArrayList<>();
    List<One> newestFirst = named(folder(engineDirectory, member), faults);
    newestFirst.sort(Comparator.comparingLong(One::sequence).reversed());
    List<One> all = new ArrayList<>();
    long bytes = 0;
    for (One file : newestFirst) {
      long size = Files.size(file.path());
      if (!all.isEmpty() && bytes + size > most) {
        break;
      }
      bytes += size;
      all.addFirst(file);
    }
    for (int index = 1; index < all.size(); index++) {
      One file = all.get(index);
      if (file.sequence() != all.get(index - 1).sequence() + 1) {
        faults.add(new EventLog.Fault(file.name(), "the file before it is missing"));
      }
    }
    return new EventFiles(all, bytes, faults);
  }

  /** Where the log of a member's engine lies. */
  private static Path folder(Path engineDirectory, int member) {
    return engineDirectory
        .resolve("saved")
        .resolve("preconsensus-events")
        .resolve(Integer.toString(member));
  }

  private static List<One> named(Path folder, List<EventLog.Fault> faults) throws IOException {
    List<One> named = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return named;
    }
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(one -> one.toString().endsWith(".pces")).toList()) {
        String itsName = String.valueOf(file.getFileName());
        Matcher name = NAME.matcher(itsName);
        if (name.matches()) {
          named.add(new One(file, Long.parseLong(name.group(1)), Long.parseLong(name.group(2))));
        } else {
          faults.add(new EventLog.Fault(itsName, "no name of an event file"));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return named;
  }
}
