package org.yipiao.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.yipiao.embedded.process.ChildProcess;
import org.yipiao.quickstart.instance.Instance;

/** {@code yipiao logs [PART] [-f]}. */
final class LogsCommand {

  private static final int LINES_OF_ONE = 200;
  private static final int LINES_OF_EACH = 10;
  private static final int CHUNK = 65_536;

  private final Path root;

  LogsCommand(Path root) {
    this.root = root;
  }

  ExitCode run(List<String> words) {
    var arguments = new Arguments(words, Set.of("-f"), name -> false);
    Path logs = Instance.directory(root, UpCommand.INSTANCE).resolve("logs");
    List<Path> chosen =
        arguments
            .optionalOperand("part")
            .map(part -> List.of(log(logs, part)))
            .orElseGet(() -> all(logs));
    int lines = chosen.size() == 1 ? LINES_OF_ONE : LINES_OF_EACH;
    for (Path log : chosen) {
      heading(chosen, log);
      ChildProcess.lastLines(log, lines).forEach(System.out::println);
    }
    if (arguments.has("-f")) {
      follow(chosen);
    }
    return ExitCode.OK;
  }

  /** Prints what is appended until the command is interrupted. */
  private static void follow(List<Path> logs) {
    Map<Path, Long> read = new HashMap<>();
    logs.forEach(log -> read.put(log, size(log)));
    while (!Thread.currentThread().isInterrupted()) {
      for (Path log : logs) {
        long from = read.getOrDefault(log, 0L);
        long to = size(log);
        if (to > from) {
          heading(logs, log);
          copy(log, from, to);
        }
        read.put(log, to);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
    }
  }

  private static void copy(Path log, long from, long to) {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(from);
      byte[] buffer = new byte[CHUNK];
      long left = to - from;
      while (left > 0) {
        int count = file.read(buffer, 0, (int) Math.min(left, CHUNK));
        if (count < 0) {
          break;
        }
        System.out.write(buffer, 0, count);
        left -= count;
      }
      System.out.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + log, failure);
    }
  }

  private static void heading(List<Path> logs, Path log) {
    if (logs.size() > 1) {
      System.out.println("==> " + log);
    }
  }

  private static Path log(Path logs, String part) {
    Path log = logs.resolve(part + ".log");
    if (!part.matches("[a-z0-9-]+") || !Files.exists(log)) {
      throw new UsageException("no log of " + part + "; there are " + names(logs));
    }
    return log;
  }

  private static List<Path> all(Path logs) {
    try (var files = Files.list(logs)) {
      return files.filter(file -> file.toString().matches(".*/[a-z0-9-]+\\.log")).sorted().toList();
    } catch (IOException none) {
      throw new UsageException("no logs yet in " + logs);
    }
  }

  private static List<String> names(Path logs) {
    return all(logs).stream()
        .map(log -> log.getFileName().toString().replaceFirst("\\.log$", ""))
        .toList();
  }

  private static long size(Path log) {
    try {
      return Files.size(log);
    } catch (IOException gone) {
      return 0;
    }
  }
}
