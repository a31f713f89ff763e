package org.yipiao.quickstart.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  static final String USAGE =
      """
      Usage: yipiao demo [--exit] [--json FILE] [--load N] [--hl7 DIR] [--items FILE.csv]

      Starts the whole platform on a fresh data directory, runs the thread from hospital
      message to paid claim on real parts, and prints what happened, where and when.

        --exit       stop everything after the run (otherwise it stays; Ctrl-C stops it)
        --json FILE  write the report there; always written
        --load N     further invoices to issue, 0 to 1000000 (default 500)
        --hl7 DIR    send the HL7 v2 files of DIR over MLLP and nothing else
        --items FILE item price table: code,name,category,unitPrice,class
                     [,prepayRatio,priceCap,unit,validFrom,validTo]

      Exit status: 0 every promise held, 1 not, 2 usage, 130 interrupted.
      """;

  /** A wrong command line; the message says what is wrong. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  static DemoOptions parse(List<String> arguments) throws UsageException {
    boolean exit = false;
    Path json = null;
    int load = DEFAULT_LOAD;
    Path hl7 = null;
    Path items = null;
    for (int i = 0; i < arguments.size(); i++) {
      String option = arguments.get(i);
      switch (option) {
        case "--exit" -> exit = true;
        case "--json" -> json = path(arguments, ++i, option);
        case "--load" -> load = count(value(arguments, ++i, option));
        case "--hl7" -> hl7 = path(arguments, ++i, option);
        case "--items" -> items = path(arguments, ++i, option);
        default -> throw new UsageException("unknown option " + option);
      }
    }
    if (hl7 != null && !Files.isDirectory(hl7)) {
      throw new UsageException("--hl7: no such folder: " + hl7);
    }
    if (items != null && !Files.isReadable(items)) {
      throw new UsageException("--items: cannot read " + items);
    }
    if (json != null && Files.isDirectory(json)) {
      throw new UsageException("--json: is a folder: " + json);
    }
    return new DemoOptions(exit, json, load, hl7, items);
  }

  private static int count(String text) throws UsageException {
    if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) > MAX_LOAD) {
      throw new UsageException("--load: a number from 0 to " + MAX_LOAD + ", not " + text);
    }
    return Integer.parseInt(text);
  }

  private static Path path(List<String> arguments, int at, String option) throws UsageException {
    return Path.of(value(arguments, at, option)).toAbsolutePath().normalize();
  }

  private static String value(List<String> arguments, int at, String option) throws UsageException {
    if (at >= arguments.size() || arguments.get(at).isEmpty()) {
      throw new UsageException(option + " needs a value");
    }
    return arguments.get(at);
  }
}
