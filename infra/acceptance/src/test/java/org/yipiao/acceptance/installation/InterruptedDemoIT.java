package org.yipiao.acceptance.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.embedded.Ports;
import org.yipiao.platform.seeds.Seeds;
import org.yipiao.quickstart.instance.Instance;
import org.yipiao.quickstart.instance.InstanceDescription;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ctrl-C at moments that the demo's own timeline tells, each a random while after its line: all of
 * them, or as many as {@code -Dmoments} says, of those before everything serves and those after it
 * in turn. {@code -Dyipiao.seed} gives a run's draw again.
 */
@Tag("long")
class InterruptedDemoIT {

  private static final Duration REACHED_WITHIN = Duration.ofMinutes(8);
  private static final Duration ENDED_WITHIN = Duration.ofMinutes(4);
  private static final String LOAD = "200";

  @TempDir private Path folder;

  /** Where a demo is. */
  private enum Moment {
    /** Keys are being made and applications unpacked. */
    PREPARING("preparing keys and applications", 3_000),
    /** Servers run, the ledger's nodes wait for each other. */
    STARTING("ledger-bureau +starting", 15_000),
    /** Bills are handed in. */
    ISSUING("issuing " + LOAD + " further invoices", 3_000),
    /** All bills were handed in, not all are final. */
    DRAINING("waiting for proofs", 2_000),
    /** A claim waits for a bank that says nothing. */
    SILENT_BANK("is silent about claim", 8_000),
    /** The run has ended, the platform stays to look around in. */
    FOREGROUND("Ctrl-C stops everything", 2_000);

    private final String line;
    private final int lastsMillis;

    Moment(String line, int lastsMillis) {
      this.line = line;
      this.lastsMillis = lastsMillis;
    }

    boolean everythingServes() {
      return compareTo(STARTING) > 0;
    }

    List<String> options() {
      List<String> options = new ArrayList<>();
      if (this != FOREGROUND) {
        options.add("--exit");
      }
      options.addAll(List.of("--load", this == ISSUING || this == DRAINING ? LOAD : "0"));
      return options;
    }
  }

  @Test
  void leavesNoProcessAndNoPortAndAReport() throws Exception {
    Random random = new Random(Seeds.of(this));
    List<Moment> moments = moments(random);
    System.out.println("moments of Ctrl-C: " + moments);
    Path place = folder.resolve("clone");
    boolean unpacks = moments.contains(Moment.PREPARING);
    try (BuiltClone clone = unpacks ? BuiltClone.in(place) : BuiltClone.warm(place, Map.of())) {
      for (Moment moment : moments) {
        interrupt(clone, moment, random.nextInt(moment.lastsMillis));
      }
    }
  }

  private static List<Moment> moments(Random random) {
    List<Moment> before = new ArrayList<>();
    List<Moment> after = new ArrayList<>();
    for (Moment moment : Moment.values()) {
      (moment.everythingServes() ? after : before).add(moment);
    }
    Collections.shuffle(before, random);
    Collections.shuffle(after, random);
    List<Moment> inTurn = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      if (i < before.size()) {
        inTurn.add(before.get(i));
      }
      inTurn.add(after.get(i));
    }
    int wanted = Integer.getInteger("moments", inTurn.size());
    return inTurn.subList(0, Math.min(wanted, inTurn.size()));
  }

  private void interrupt(BuiltClone clone, Moment moment, int afterMillis) throws Exception {
    Path report = folder.resolve("report.json");
    Path output = folder.resolve("output.txt");
    Files.deleteIfExists(report);
    List<String> words = new ArrayList<>(List.of("demo", "--json", report.toString()));
    words.addAll(moment.options());
    Pattern line = Pattern.compile(moment.line);
    Process demo = clone.start(output, words.toArray(String[]::new));
    try {
      Awaitility.await()
          .atMost(REACHED_WITHIN)
          .until(() -> line.matcher(said(output)).find() || !demo.isAlive());
      assertThat(demo.waitFor(afterMillis, TimeUnit.MILLISECONDS))
          .as("ended before %s: %s", moment, said(output))
          .isFalse();
      new ProcessBuilder("kill", "-INT", Long.toString(demo.pid())).start().waitFor();
      assertThat(demo.waitFor(ENDED_WITHIN.toMillis(), TimeUnit.MILLISECONDS))
          .as("Ctrl-C %d ms into %s ends it: %s", afterMillis, moment, said(output))
          .isTrue();
      assertThat(demo.exitValue()).as("Ctrl-C %d ms into %s", afterMillis, moment).isEqualTo(130);
      assertThat(clone.processes()).as("Ctrl-C %d ms into %s", afterMillis, moment).isEmpty();
      InstanceDescription.read(Instance.directory(clone.root(), "demo"))
          .ifPresent(last -> assertThat(last.ports().values()).noneMatch(Ports::accepts));
      judge(moment, JsonMapper.shared().readTree(Files.readString(report)));
    } finally {
      demo.destroyForcibly();
    }
  }

  /** What was found until then is in the report; only a run that had ended has no failure. */
  private static void judge(Moment moment, JsonNode report) {
    String failures = report.path("failures").toString();
    if (moment == Moment.FOREGROUND) {
      assertThat(failures).isEqualTo("[]");
    } else {
      assertThat(failures).as("Ctrl-C while %s", moment).contains("\"interrupted\"");
    }
    assertThat(report.path("validators").isNumber()).isTrue();
    assertThat(report.path("claims").size()).isEqualTo(moment.everythingServes() ? 2 : 0);
  }

  /** Whole characters or not: it is being written. */
  private static String said(Path output) throws IOException {
    return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
  }
}
