package org.yipiao.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.yipiao.embedded.process.ProcessIdentity;
import org.yipiao.quickstart.daemon.PlatformDaemon;
import org.yipiao.quickstart.instance.Instance;
import org.yipiao.quickstart.instance.InstanceDescription;
import org.yipiao.quickstart.ports.PlatformPort;
import org.yipiao.quickstart.ports.PortPlan;

/** {@code yipiao up}: starts the platform in a process of its own and shows its start. */
final class UpCommand {

  static final String INSTANCE = "up";
  private static final int POLL_MILLIS = 100;

  private final Path root;

  UpCommand(Path root) {
    this.root = root;
  }

  ExitCode run(List<String> words) {
    var arguments = new Arguments(words, Set.of(), name -> port(name).isPresent());
    arguments.none();
    Map<PlatformPort, Integer> ports = ports(arguments);
    Optional<ProcessIdentity> running = Instance.holder(Instance.directory(root, INSTANCE));
    if (running.isPresent()) {
      System.out.println("already running, pid " + running.get().pid() + "; see ./yipiao status");
      return hasPorts(ports) ? ExitCode.OK : ExitCode.FAILED;
    }
    try {
      return start(ports);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start the platform", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    }
  }

  /** Whether the running platform has the ports that are asked for; says of each other one. */
  private boolean hasPorts(Map<PlatformPort, Integer> asked) {
    Map<String, Integer> used =
        InstanceDescription.read(Instance.directory(root, INSTANCE))
            .map(InstanceDescription::ports)
            .orElse(Map.of());
    boolean all = true;
    for (Map.Entry<PlatformPort, Integer> port : asked.entrySet()) {
      String label = port.getKey().label();
      Integer inUse = used.get(label);
      if (!port.getValue().equals(inUse)) {
        System.err.printf(
            "yipiao: --port-%s %d is not applied: %s runs on port %s; ./yipiao down comes first%n",
            label, port.getValue(), label, inUse);
        all = false;
      }
    }
    return all;
  }

  private ExitCode start(Map<PlatformPort, Integer> ports)
      throws IOException, InterruptedException {
    Path log = Instance.directory(root, INSTANCE).resolve("logs/up.log");
    Files.createDirectories(log.getParent());
    Files.deleteIfExists(log);
    Files.createFile(log);
    var command = new ArrayList<String>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("/usr/bin/setsid");
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            PlatformDaemon.class.getName(),
            root.toString(),
            INSTANCE));
    ports.forEach((port, number) -> command.add(port.label() + "=" + number));
    Process daemon =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    // Who breaks the start off does not want it to go on in the background.
    Thread stop =
        new Thread(() -> {
          daemon.destroy();
          daemon.onExit().join();
        });
    Runtime.getRuntime().addShutdownHook(stop);
    ExitCode exit = follow(daemon, log);
    try {
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (IllegalStateException shuttingDown) {
      // The hook is what is running.
    }
    return exit;
  }

  /** Shows what the daemon prints until it is ready or has failed. */
  private ExitCode follow(Process daemon, Path log) throws IOException, InterruptedException {
    try (var reader = Files.newBufferedReader(log)) {
      while (true) {
        boolean ended = daemon.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          if (line.equals(PlatformDaemon.READY)) {
            new StatusCommand(root).run(List.of());
            System.out.println(
                "gateways issue once numbers are allocated: infra/docs/integrating.md");
            System.out.println("stop it with ./yipiao down");
            return ExitCode.OK;
          }
          if (line.equals(PlatformDaemon.FAILED)) {
            return ExitCode.FAILED;
          }
          System.out.println(line);
        }
        if (ended) {
          System.err.println("yipiao: the start ended early; log: " + log);
          return ExitCode.FAILED;
        }
      }
    }
  }

  private static Map<PlatformPort, Integer> ports(Arguments arguments) {
    var ports = new EnumMap<PlatformPort, Integer>(PlatformPort.class);
    arguments
        .options()
        .forEach((name, value) -> {
          if (!value.matches("[1-9][0-9]{0,4}") || Integer.parseInt(value) > 65_535) {
            throw new UsageException(name + " needs a port from 1 to 65535");
          }
          port(name).ifPresent(port -> ports.put(port, Integer.valueOf(value)));
        });
    PortPlan.twice(ports)
        .ifPresent(twice -> {
          throw new UsageException(twice);
        });
    return ports;
  }

  private static Optional<PlatformPort> port(String option) {
    for (PlatformPort port : PlatformPort.values()) {
      if (option.equals("--port-" + port.label())) {
        return Optional.of(port);
      }
    }
    return Optional.empty();
  }
}
