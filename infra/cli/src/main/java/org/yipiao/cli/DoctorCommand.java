package org.yipiao.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yipiao.embedded.Ports;
import org.yipiao.quickstart.instance.Instance;
import org.yipiao.quickstart.ports.PlatformPort;

/** {@code yipiao doctor}: what the machine lacks and how to get it; 1 when something is needed. */
final class DoctorCommand {

  private static final long GIB = 1L << 30;
  private static final double RAM_NEEDED_GIB = 6;
  private static final double DISK_NEEDED_GIB = 5;
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)");

  private final Path root;
  private final List<String> lines = new ArrayList<>();
  private boolean lacking;

  DoctorCommand(Path root) {
    this.root = root;
  }

  ExitCode run(List<String> words) {
    new Arguments(words, Set.of(), name -> false).none();
    java();
    tool("Maven", "3.8", "for building: apt-get install maven", "mvn", "-B", "--version");
    tool("Node", "20", "for the web pages: apt-get install nodejs npm", "node", "--version");
    tool(
        "sh and setsid",
        "",
        "for stopping cleanly: apt-get install util-linux",
        "setsid",
        "--version");
    system();
    memory();
    disk();
    ports();
    lines.forEach(System.out::println);
    return lacking ? ExitCode.FAILED : ExitCode.OK;
  }

  private void java() {
    int feature = Runtime.version().feature();
    check(
        feature == 25,
        "JDK 25",
        Runtime.version() + " in " + System.getProperty("java.home"),
        "install Temurin 25 (https://adoptium.net) and set JAVA_HOME");
  }

  private void tool(String name, String needed, String remedy, String... command) {
    Optional<String> answer = output(command);
    boolean fits = answer.isPresent() && (needed.isEmpty() || atLeast(answer.get(), needed));
    check(fits, name + " " + needed, answer.orElse("not found"), remedy);
  }

  private void system() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    boolean linux = system.toLowerCase(Locale.ROOT).matches("linux (amd64|x86_64)");
    check(linux, "Linux on x86-64", system, "the embedded servers are built for it alone");
    Optional<String> glibc = output("ldd", "--version");
    check(
        glibc.filter(text -> atLeast(text, "2.28")).isPresent(),
        "glibc 2.28",
        glibc.orElse("not found"),
        "MariaDB needs it: use a distribution of 2019 or later");
    boolean systemd =
        List.of(
                "/lib/x86_64-linux-gnu",
                "/usr/lib64",
                "/usr/lib/x86_64-linux-gnu",
                "/lib64",
                "/usr/lib")
            .stream()
            .anyMatch(folder -> Files.exists(Path.of(folder, "libsystemd.so.0")));
    check(
        systemd, "libsystemd.so.0", systemd ? "found" : "not found", "apt-get install libsystemd0");
    boolean proc = Files.isReadable(Path.of("/proc/self/stat"));
    check(proc, "/proc", proc ? "readable" : "not readable", "mount it");
  }

  private void memory() {
    double available = availableMemory() / (double) GIB;
    check(
        available >= RAM_NEEDED_GIB,
        "%.0f GiB of free memory".formatted(RAM_NEEDED_GIB),
        "%.1f GiB available".formatted(available),
        "end other programs or add memory");
  }

  private void disk() {
    try {
      double free = Files.getFileStore(root).getUsableSpace() / (double) GIB;
      check(
          free >= DISK_NEEDED_GIB,
          "%.0f GiB of free disk".formatted(DISK_NEEDED_GIB),
          "%.1f GiB free at %s".formatted(free, root),
          "make room");
    } catch (IOException failure) {
      check(false, "disk", "unknown at " + root, "check the file system");
    }
    check(
        Files.isWritable(root),
        "write access",
        root.toString(),
        "give your user write access to the clone");
  }

  private void ports() {
    if (Instance.holder(Instance.directory(root, UpCommand.INSTANCE)).isPresent()) {
      lines.add("ok       ports: in use by this clone's running platform");
      return;
    }
    for (PlatformPort port : PlatformPort.values()) {
      if (!Ports.isFree(port.usual())) {
        lines.add(
            "note     port %d for %s is taken by %s; the next free one will be used"
                .formatted(
                    port.usual(),
                    port.label(),
                    Ports.owner(port.usual()).orElse("a process of another user")));
      }
    }
  }

  private void check(boolean fine, String need, String found, String remedy) {
    lines.add(
        fine
            ? "ok       %s: %s".formatted(need, found)
            : "MISSING  %s: %s; %s".formatted(need, found, remedy));
    lacking |= !fine;
  }

  private static long availableMemory() {
    try (var info = Files.lines(Path.of("/proc/meminfo"))) {
      return info.filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException noProc) {
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax();
    }
  }

  private static boolean atLeast(String text, String needed) {
    Matcher found = VERSION.matcher(text);
    Matcher wanted = VERSION.matcher(needed.contains(".") ? needed : needed + ".0");
    if (!found.find() || !wanted.find()) {
      return false;
    }
    int major =
        Integer.compare(Integer.parseInt(found.group(1)), Integer.parseInt(wanted.group(1)));
    return major > 0
        || (major == 0 && Integer.parseInt(found.group(2)) >= Integer.parseInt(wanted.group(2)));
  }

  /** Without the escape sequences of colours. */
  private static String plain(String line) {
    return line.replaceAll("\u001b\\[[0-9;]*m", "");
  }

  /** The first line a program prints; empty when it is not there. */
  private static Optional<String> output(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var reader = process.inputReader()) {
        Optional<String> first = reader.lines().map(DoctorCommand::plain).findFirst();
        boolean ended = process.waitFor(10, TimeUnit.SECONDS);
        return ended && process.exitValue() == 0 ? first : Optional.empty();
      }
    } catch (IOException absent) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
