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
import org.yipiao.quickstart.files.ReadFault;

/**
 * How the demonstration is asked to run.
 *
 * @param exit end after the thread instead of staying in the foreground
 * @param json where the report goes
 * @param load how many further invoices are issued
 * @param hl7 a folder of HL7 v2 files to send, and nothing else
 * @param items the hospital's item price table, in place of the built-in one
 */
record DemoOptions(
    boolean exit, @Nullable Path json, int load, @Nullable Path hl7, @Nullable Path items) {

  static final int DEFAULT_LOAD = 500;
  static final int MAX_LOAD = 1_000_000;

  /** A wrong command line; the message says what is wrong. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  /** Options in any order, each at most once, as {@code --name value} or {@code --name=value}. */
  static DemoOptions parse(List<String> words) throws UsageException {
    List<String> arguments = separated(words);
    Set<String> seen = new HashSet<>();
    boolean exit = false;
    Path json = null;
    int load = DEFAULT_LOAD;
    Path hl7 = null;
    Path items = null;
    for (int i = 0; i < arguments.size(); i++) {
      String option = arguments.get(i);
      if (!seen.add(option)) {
        throw new UsageException(option + " is given twice");
      }
      switch (option) {
        case "--exit" -> exit = true;
        case "--json" -> json = path(arguments, ++i, option);
        case "--load" -> load = count(value(arguments, ++i, option));
        case "--hl7" -> hl7 = path(arguments, ++i, option);
        case "--items" -> items = path(arguments, ++i, option);
        default -> throw new UsageException("unknown option " + option);
      }
    }
    DemoOptions options = new DemoOptions(exit, json, load, hl7, items);
    options.requirePaths();
    return options;
  }

  /**
   * Where the report goes, also when the rest of the command line is wrong; null for nowhere. Of
   * several files the last.
   */
  static @Nullable Path reportOf(List<String> words) {
    List<String> arguments = separated(words);
    Path json = null;
    for (int i = 0; i + 1 < arguments.size(); i++) {
      if (arguments.get(i).equals("--json") && isValue(arguments.get(i + 1))) {
        json = absolute(arguments.get(i + 1));
      }
    }
    return json == null || Files.isDirectory(json) ? null : json;
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

  private void requirePaths() throws UsageException {
    if (hl7 != null) {
      requireFiles(hl7);
    }
    if (items != null) {
      refuse("--items", items, ReadFault.ofFile(items));
    }
    if (json != null && Files.isDirectory(json)) {
      throw new UsageException("--json: is a folder: " + json);
    }
  }

  private static void requireFiles(Path folder) throws UsageException {
    refuse("--hl7", folder, ReadFault.ofFolder(folder));
    List<Path> entries;
    try (Stream<Path> listing = Files.list(folder)) {
      entries = listing.toList();
    } catch (IOException | UncheckedIOException failure) {
      throw new UsageException("--hl7: cannot read " + folder + ": " + DemoSession.said(failure));
    }
    if (entries.isEmpty()) {
      throw new UsageException("--hl7: nothing to send from " + folder + ": it is empty");
    }
    if (entries.stream().noneMatch(Files::isRegularFile)) {
      throw new UsageException("--hl7: nothing to send from " + folder + ": it holds no file");
    }
  }

  private static void refuse(String option, Path path, Optional<String> fault)
      throws UsageException {
    if (fault.isPresent()) {
      throw new UsageException(option + ": cannot read " + path + ": " + fault.get());
    }
  }

  private static int count(String text) throws UsageException {
    if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) > MAX_LOAD) {
      throw new UsageException("--load: a number from 0 to " + MAX_LOAD + ", not " + text);
    }
    return Integer.parseInt(text);
  }

  private static Path path(List<String> arguments, int at, String option) throws UsageException {
    return absolute(value(arguments, at, option));
  }

  private static String value(List<String> arguments, int at, String option) throws UsageException {
    if (at >= arguments.size() || !isValue(arguments.get(at))) {
      throw new UsageException(option + " needs a value");
    }
    return arguments.get(at);
  }

  private static boolean isValue(String word) {
    return !word.isEmpty() && !word.startsWith("--");
  }

  private static Path absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }
}
