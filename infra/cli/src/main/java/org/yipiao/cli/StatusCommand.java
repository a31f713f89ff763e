package org.yipiao.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yipiao.quickstart.instance.Instance;
import org.yipiao.quickstart.instance.InstanceDescription;
import org.yipiao.quickstart.instance.InstanceDescription.PartDescription;
import org.yipiao.quickstart.instance.PartHealth;

/** {@code yipiao status}: 0 when every part says that it serves, 1 otherwise. */
final class StatusCommand {

  private final Path root;

  StatusCommand(Path root) {
    this.root = root;
  }

  ExitCode run(List<String> words) {
    new Arguments(words, Set.of(), name -> false).none();
    Path directory = Instance.directory(root, UpCommand.INSTANCE);
    Optional<InstanceDescription> description =
        Instance.holder(directory).flatMap(holder -> InstanceDescription.read(directory));
    if (description.isEmpty()) {
      System.out.println("not running; start it with ./yipiao up");
      return ExitCode.FAILED;
    }
    InstanceDescription platform = description.get();
    List<PartHealth> parts = PartHealth.ask(platform.parts());
    System.out.printf("%-24s %-15s %8s %7s  %s%n", "part", "state", "pid", "starts", "log");
    for (PartHealth health : parts) {
      PartDescription part = health.part();
      System.out.printf(
          "%-24s %-15s %8d %7d  %s%n",
          part.name(), health.state(), part.pid(), part.starts(), part.log());
    }
    System.out.println();
    platform.ports().forEach((name, port) -> System.out.printf("%-24s 127.0.0.1:%d%n", name, port));
    System.out.println();
    if (platform.publicUrl() != null) {
      System.out.println("app    " + platform.publicUrl());
    }
    System.out.println("data   " + directory);
    System.out.println("trust  " + platform.trust());
    return parts.stream().allMatch(PartHealth::well) ? ExitCode.OK : ExitCode.FAILED;
  }
}
