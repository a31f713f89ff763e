package org.yipiao.fuzz.run;

import com.code_intelligence.jazzer.Jazzer;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.sanitizers.Constants;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.yipiao.fuzz.Case;
import org.yipiao.fuzz.FuzzEntry;
import org.yipiao.fuzz.FuzzTarget;

/** Runs one target in a process of the driver's. */
final class Driver {

  /** So long a run may take beyond its own time, on a machine that is busy with others. */
  private static final int PATIENCE_SECONDS = 600;

  /** From here on it pays to let the JVM compile well. */
  private static final int LONG_RUN_SECONDS = 60;

  /** An input that takes longer, in seconds, or more memory, breaks its target. */
  private static final int INPUT_SECONDS = 20;

  private final RunSettings settings;
  private final Path entry;

  /** Copies the one class of ours that the driver itself sees. */
  Driver(RunSettings settings) throws IOException {
    this.settings = settings;
    this.entry = settings.work().resolve("entry");
    String name = FuzzEntry.class.getName().replace('.', '/') + ".class";
    Path copy = entry.resolve(name);
    Files.createDirectories(copy.getParent());
    try (var bytes = FuzzEntry.class.getClassLoader().getResourceAsStream(name)) {
      if (bytes == null) {
        throw new IOException("no class file " + name);
      }
      Files.copy(bytes, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  TargetRun run(FuzzTarget target) throws IOException, InterruptedException {
    Path corpus = directory("corpus", target);
    Path found = directory("found", target);
    for (Path old : files(found)) {
      Files.delete(old);
    }
    int before = files(corpus).size();
    Path log = settings.work().resolve(target.name() + ".log");
    long start = System.nanoTime();
    int status = start(command(target, corpus, seeds(target), found), log);
    var printed = new DriverLog(Files.readAllLines(log, StandardCharsets.ISO_8859_1));
    List<Path> findings = keep(target, files(found));
    return new TargetRun(
        target.name(),
        printed.executions(),
        printed.coverage(),
        printed.features(),
        Math.max(0, files(corpus).size() - before),
        findings,
        findings.isEmpty() ? List.of() : printed.trace(),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
        printed
            .fault(status, !findings.isEmpty(), settings.leastInputs())
            .map(why -> why + ", see " + log));
  }

  private int start(List<String> command, Path log) throws IOException, InterruptedException {
    Process driver =
        new ProcessBuilder(command)
            .directory(settings.root().toFile())
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      return driver.waitFor(settings.seconds() + PATIENCE_SECONDS, TimeUnit.SECONDS)
          ? driver.exitValue()
          : -1;
    } finally {
      driver.destroyForcibly();
    }
  }

  private List<String> command(FuzzTarget target, Path corpus, Path seeds, Path found) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm(target));
    command.add(Jazzer.class.getName());
    command.addAll(instrumentation());
    command.add(corpus.toString());
    command.add(seeds.toString());
    command.addAll(limits(target));
    command.add("-artifact_prefix=" + found + "/");
    return command;
  }

  private List<String> jvm(FuzzTarget target) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+EnableDynamicAgentLoading",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx1g",
                "-XX:+UseSerialGC"));
    if (settings.seconds() < LONG_RUN_SECONDS) {
      options.add("-XX:TieredStopAtLevel=1");
    }
    options.addAll(
        List.of(
            "-Dyipiao.root=" + settings.root(),
            "-Dyipiao.fuzz.classpath=" + System.getProperty("java.class.path"),
            "-Dyipiao.fuzz.catalogue=" + settings.catalogue(),
            "-Dyipiao.fuzz.target=" + target.name(),
            "-cp",
            String.join(
                File.pathSeparator,
                jar(Jazzer.class),
                jar(FuzzedDataProvider.class),
                entry.toString())));
    return options;
  }

  private List<String> instrumentation() {
    return List.of(
        "--target_class=" + FuzzEntry.class.getName(),
        "--instrumentation_includes=" + settings.instrumented(),
        // Only what the product does guides, not what a target makes of it.
        "--instrumentation_excludes=org.yipiao.fuzz.**",
        // They look for injections into databases and shells, which no decoder has.
        "--disabled_hooks=" + String.join(File.pathSeparator, Constants.SANITIZER_HOOK_NAMES),
        "--custom_hook_excludes=**",
        "--keep_going=3",
        "--reproducer_path=" + settings.work());
  }

  private List<String> limits(FuzzTarget target) {
    return List.of(
        "-max_total_time=" + settings.seconds(),
        "-runs=" + settings.inputs(),
        "-seed=" + settings.seed(),
        "-max_len=" + target.most(),
        "-timeout=" + INPUT_SECONDS,
        "-report_slow_units=" + INPUT_SECONDS,
        "-rss_limit_mb=2048",
        "-print_final_stats=1");
  }

  private Path seeds(FuzzTarget target) throws IOException {
    Path seeds = directory("seeds", target);
    for (Path old : files(seeds)) {
      Files.delete(old);
    }
    int number = 0;
    for (byte[] seed : target.seeds()) {
      Files.write(seeds.resolve("seed-" + number++), seed);
    }
    for (Case kept : Case.of(target)) {
      Files.write(seeds.resolve("case-" + kept.name()), kept.bytes());
    }
    return seeds;
  }

  private List<Path> keep(FuzzTarget target, List<Path> found) throws IOException {
    List<Path> kept = new ArrayList<>();
    for (Path input : found) {
      Path directory = Files.createDirectories(settings.cases().resolve(target.name()));
      kept.add(
          Files.copy(
              input,
              directory.resolve(input.getFileName().toString()),
              StandardCopyOption.REPLACE_EXISTING));
    }
    return kept;
  }

  private Path directory(String kind, FuzzTarget target) throws IOException {
    return Files.createDirectories(settings.work().resolve(kind).resolve(target.name()));
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private static String jar(Class<?> type) {
    try {
      return Optional.ofNullable(type.getProtectionDomain().getCodeSource())
          .map(source -> Path.of(toUri(source.getLocation())).toString())
          .orElseThrow(() -> new IllegalStateException("no file of " + type));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("no file of " + type, e);
    }
  }

  private static URI toUri(URL location) {
    try {
      return location.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
