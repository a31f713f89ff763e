package org.yipiao.bench.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A whole run, as small as it can be, on four real nodes. */
@Tag("long")
class LedgerBenchIT {

  private static final Path ROOT =
      Path.of(System.getProperty("yipiao.root", System.getProperty("user.dir"))).toAbsolutePath();

  @Test
  void everythingThatWasDueIsFinalAndTheReportHasAllFigures(@TempDir Path folder) throws Exception {
    Path json = folder.resolve("ledger.json");
    var options =
        LedgerOptions.parse(
            ROOT,
            List.of(
                "--only",
                "load,search,kill,restart,space,verify,bound",
                "--issue",
                "1@5,20@100",
                "--mix",
                "10@40",
                "--search",
                "100",
                "--rung",
                "1",
                "--seconds",
                "2",
                "--warm-up",
                "1",
                "--sizes",
                "300",
                "--fill",
                "300",
                "--profile",
                "--json",
                json.toString()));
    var printed = new ByteArrayOutputStream();

    var report =
        new LedgerBench(options, new PrintStream(printed, true, StandardCharsets.UTF_8)).run();

    assertThat(report.failures()).isEmpty();
    assertThat(report.steps())
        .hasSize(3)
        .allSatisfy(step -> {
          assertThat(step.failures()).isEmpty();
          assertThat(step.finalOperations()).isEqualTo(step.operations());
          assertThat(step.verified()).isPositive();
          assertThat(step.finality().p50()).isPositive();
        });
    assertThat(report.restarts())
        .singleElement()
        .satisfies(restarted -> assertThat(restarted.invoices()).isGreaterThanOrEqualTo(300));
    assertThat(report.kills())
        .extracting(killed -> killed.which().size())
        .containsExactlyElementsOf(KillBench.COUNTS);
    assertThat(report.kills())
        .allSatisfy(killed ->
            assertThat(killed.load().finalOperations()).isEqualTo(killed.load().operations()));
    assertThat(report.verification()).isNotEmpty();
    assertThat(Objects.requireNonNull(report.profile()).groups())
        .extracting(Profile.Share::name)
        .contains("engine and gossip");
    assertThat(report.profile().syncs())
        .extracting(Profile.Syncs::what)
        .contains("store: synced write");
    assertThat(report.searches())
        .singleElement()
        .satisfies(found -> assertThat(found.rungs()).isNotEmpty());
    assertThat(report.bounds()).allSatisfy(bound -> assertThat(bound.bound()).isPositive());
    assertThat(Objects.requireNonNull(report.rates()).ordering()).hasSize(1);
    assertThat(report.memory()).hasSize(4);
    var space = Objects.requireNonNull(report.space());
    assertThat(space.families())
        .anySatisfy(family -> {
          assertThat(family.name()).isEqualTo("leaves");
          assertThat(family.bytesAfter()).isPositive();
        });
    assertThat(JsonMapper.shared().readTree(Files.readString(json)).path("steps")).hasSize(3);
    assertThat(Files.readString(folder.resolve("ledger.html"))).contains("<svg", "batches of 20");
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("restart with", "profile of");
  }
}
