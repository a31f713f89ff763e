package org.yipiao.quickstart.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.files.ReadFault;
import org.yipiao.platform.reason.Reason;
import org.yipiao.quickstart.demo.report.Findings;
import org.yipiao.quickstart.parts.Consortium;

/**
 * How the demonstration is asked to run.
 *
 * @param exit end after the thread instead of staying in the foreground
 * @param json where the report goes
 * @param load how many further invoices are issued
 * @param hl7 a folder of HL7 v2 files to send, and nothing else
 * @param items the hospital's item price table, in place of the built-in one
 * @param suite the suite of the consortium that is founded, in place of the usual one
 */
record DemoOptions(
    boolean exit,
    @Nullable Path json,
    int load,
    @Nullable Path hl7,
    @Nullable Path items,
    @Nullable String suite) {

  static final int DEFAULT_LOAD = 500;

  /** For more of them the search of the ledger would not fit into the command line's heap. */
  static final int MAX_LOAD = 100_000;

  /** A wrong command line; the message says what is wrong. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Path report;

    UsageException(String message, @Nullable Path report) {
      super(message);
      this.report = report;
    }

    /** Where the report goes all the same; null for nowhere. */
    @Nullable Path report() {
      return report;
    }
  }

  /** Options in any order, each at most once, as {@code --name value} or {@code --name=value}. */
  static DemoOptions parse(List<String> words) throws UsageException {
    Reading reading = new Reading(separated(words));
    DemoOptions options = reading.options();
    Optional<String> fault = reading.fault().or(options::pathFault);
    if (fault.isPresent()) {
      throw new UsageException(fault.get(), options.writableReport());
    }
    return options;
  }

  private static List<String> separated(List<String> words) {
    List<String> separated = new ArrayList<>();
    for (String word : words) {
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      separated.add(equals < 0 ? word : word.substring(0, equals));
      if (equals >= 0) {
        separated.add(word.substring(equals + 1));
      }
    }
    return separated;
  }

  /** Reads a command line to its end, also a wrong one: that too says where its report goes. */
  private static final class Reading {
    private final List<String> words;
    private final Set<String> seen = new HashSet<>();
    private int next;
    private @Nullable String firstFault;
    private boolean exit;
    private @Nullable Path json;
    private int load = DEFAULT_LOAD;
    private @Nullable Path hl7;
    private @Nullable Path items;
    private @Nullable String suite;

    Reading(List<String> words) {
      this.words = words;
    }

    /** What the words say; of an option that is given twice the last. */
    DemoOptions options() {
      while (next < words.size()) {
        String option = words.get(next++);
        if (!seen.add(option)) {
          wrong(option + " is given twice");
        }
        switch (option) {
          case "--exit" -> exit = true;
          case "--json" -> json = path(option, json);
          case "--load" -> load = count(option, load);
          case "--hl7" -> hl7 = path(option, hl7);
          case "--items" -> items = path(option, items);
          case "--suite" -> suite = suite(option, suite);
          default -> wrong("unknown option " + option);
        }
      }
      return new DemoOptions(exit, json, load, hl7, items, suite);
    }

    /** The first thing that is wrong with the words. */
    Optional<String> fault() {
      return Optional.ofNullable(firstFault);
    }

    private void wrong(String fault) {
      if (firstFault == null) {
        firstFault = fault;
      }
    }

    private @Nullable Path path(String option, @Nullable Path before) {
      String value = value(option);
      return value == null ? before : Path.of(value).toAbsolutePath().normalize();
    }

    private int count(String option, int before) {
      String value = value(option);
      if (value == null) {
        return before;
      }
      if (!value.matches("[0-9]{1,7}") || Integer.parseInt(value) > MAX_LOAD) {
        wrong(option + ": a number from 0 to " + MAX_LOAD + ", not " + value);
        return before;
      }
      return Integer.parseInt(value);
    }

    private @Nullable String suite(String option, @Nullable String before) {
      String value = value(option);
      if (value == null || Consortium.SUITES.contains(value)) {
        return value == null ? before : value;
      }
      wrong("%s: %s, not %s".formatted(option, String.join(" or ", Consortium.SUITES), value));
      return before;
    }

    private @Nullable String value(String option) {
      String word = next < words.size() ? words.get(next) : "";
      if (word.isEmpty() || word.startsWith("--")) {
        wrong(option + " needs a value");
        return null;
      }
      next++;
      return word;
    }
  }

  private @Nullable Path writableReport() {
    return json == null || Files.isDirectory(json) ? null : json;
  }

  /** What keeps the paths from being used as they are meant. */
  private Optional<String> pathFault() {
    Optional<String> fault = hl7 == null ? Optional.empty() : faultOfMessages(hl7);
    if (fault.isEmpty() && items != null) {
      fault = unreadable("--items", items, ReadFault.ofFile(items));
    }
    if (fault.isEmpty() && json != null && Files.isDirectory(json)) {
      fault = Optional.of("--json: is a folder: " + json);
    }
    return fault;
  }

  private static Optional<String> faultOfMessages(Path folder) {
    Optional<String> fault = unreadable("--hl7", folder, ReadFault.ofFolder(folder));
    if (fault.isPresent()) {
      return fault;
    }
    List<Path> entries;
    try (Stream<Path> listing = Files.list(folder)) {
      entries = listing.toList();
    } catch (IOException | UncheckedIOException failure) {
      return Optional.of("--hl7: cannot read " + folder + ": " + Findings.said(failure));
    }
    if (entries.isEmpty()) {
      return Optional.of("--hl7: nothing to send from " + folder + ": it is empty");
    }
    if (entries.stream().noneMatch(Files::isRegularFile)) {
      return Optional.of("--hl7: nothing to send from " + folder + ": it holds no file");
    }
    return Optional.empty();
  }

  private static Optional<String> unreadable(String option, Path path, Optional<Reason> fault) {
    return fault.map(reason -> option + ": cannot read " + path + ": " + reason);
  }
}
