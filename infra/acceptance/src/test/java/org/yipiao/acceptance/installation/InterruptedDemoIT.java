package org.yipiao.acceptance.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yipiao.embedded.Ports;
import org.yipiao.quickstart.instance.Instance;
import org.yipiao.quickstart.instance.InstanceDescription;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ctrl-C at random moments of start and run. */
@Tag("long")
class InterruptedDemoIT {

  private static final int MOMENTS = Integer.getInteger("moments", 4);
  private static final long START_AND_RUN_MILLIS = 90_000;

  @Test
  void leavesNoProcessAndNoPortAndAReport() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed of the moments of Ctrl-C: " + seed);
    Random random = new Random(seed);
    Path folder = Files.createTempDirectory("interrupted");
    try (BuiltClone clone = BuiltClone.in(folder.resolve("clone"))) {
      for (int moment = 0; moment < MOMENTS; moment++) {
        // Each moment from a stretch of its own, so that start and run are both met.
        long stretch = START_AND_RUN_MILLIS / MOMENTS;
        interruptAfter(clone, stretch * moment + random.nextLong(stretch), folder);
      }
    }
  }

  private static void interruptAfter(BuiltClone clone, long millis, Path folder) throws Exception {
    Path report = folder.resolve("report.json");
    Path output = folder.resolve("output.txt");
    Files.deleteIfExists(report);
    Process demo = clone.start(output, "demo", "--exit", "--json", report.toString());
    try {
      boolean endedBefore = demo.waitFor(millis, TimeUnit.MILLISECONDS);
      new ProcessBuilder("kill", "-INT", Long.toString(demo.pid())).start().waitFor();
      assertThat(demo.waitFor(Duration.ofMinutes(4).toMillis(), TimeUnit.MILLISECONDS))
          .as("Ctrl-C after %d ms ends it: %s", millis, Files.readString(output))
          .isTrue();
      JsonNode found = JsonMapper.shared().readTree(Files.readString(report));
      assertThat(found.path("validators").isNumber()).isTrue();
      if (!endedBefore) {
        assertThat(demo.exitValue()).as("Ctrl-C after %d ms", millis).isEqualTo(130);
        assertThat(found.path("failures").toString()).contains("interrupted");
      }
      assertThat(clone.processes()).as("Ctrl-C after %d ms", millis).isEmpty();
      InstanceDescription.read(Instance.directory(clone.root(), "demo"))
          .ifPresent(last -> assertThat(last.ports().values()).noneMatch(Ports::accepts));
    } finally {
      demo.destroyForcibly();
    }
  }
}
