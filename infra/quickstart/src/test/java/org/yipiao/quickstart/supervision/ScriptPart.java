package org.yipiao.quickstart.supervision;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yipiao.embedded.process.ChildProcess;
import org.yipiao.embedded.process.ChildSpec;
import org.yipiao.embedded.process.Guardian;

/** A shell script as a part: it serves once its file {@code <name>.up} is there. */
record ScriptPart(String name, Set<String> needs, String script, Path directory, Guardian guardian)
    implements Part {

  static ScriptPart serving(String name, Set<String> needs, Path directory, Guardian guardian) {
    String script =
        """
        echo start %1$s >> events
        trap 'echo stop %1$s >> events; exit 0' TERM
        touch %1$s.up
        while :; do sleep 0.1; done
        """
            .formatted(name);
    return new ScriptPart(name, needs, script, directory, guardian);
  }

  @Override
  public PartIdentity identity() {
    return new PartIdentity(name, needs, directory.resolve(name + ".log"), Duration.ofSeconds(20));
  }

  @Override
  public ChildProcess launch() {
    return guardian.start(
        new ChildSpec(
            name,
            10,
            List.of("sh", "-c", script),
            Map.of(),
            directory,
            log(),
            Duration.ofSeconds(5)));
  }

  @Override
  public boolean serves() {
    return Files.exists(directory.resolve(name + ".up"));
  }
}
