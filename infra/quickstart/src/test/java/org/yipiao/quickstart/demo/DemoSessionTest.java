package org.yipiao.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.quickstart.demo.DemoSession.Work;
import org.yipiao.quickstart.demo.report.ReportFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever breaks a session, its report is written and names it, and the exit code is 1. */
class DemoSessionTest {

  @TempDir private Path folder;

  @Test
  void aFullHeapIsAFailureOfTheReport() throws Exception {
    Work full =
        () -> {
          throw new OutOfMemoryError("Java heap space");
        };
    assertThat(whileMeasuring(full))
        .containsExactly("the run stopped: OutOfMemoryError: Java heap space");
    assertThat(whileStarting(full)).containsExactly("OutOfMemoryError: Java heap space");
  }

  @Test
  void soIsAnErrorWithoutWords() throws Exception {
    Work deep =
        () -> {
          throw new StackOverflowError();
        };
    assertThat(whileMeasuring(deep)).containsExactly("the run stopped: StackOverflowError");
    assertThat(whileStarting(deep)).containsExactly("StackOverflowError");
  }

  @Test
  void soIsAnException() throws Exception {
    Work missing =
        () -> {
          throw new FileNotFoundException("no bundle");
        };
    Work refused =
        () -> {
          throw new IllegalStateException("no numbers");
        };
    assertThat(whileMeasuring(missing)).containsExactly("the run stopped: no bundle");
    assertThat(whileMeasuring(refused)).containsExactly("the run stopped: no numbers");
    assertThat(whileStarting(refused)).containsExactly("no numbers");
  }

  private List<String> whileMeasuring(Work broken) throws IOException {
    return failuresOf(session -> () -> session.measure(broken));
  }

  private List<String> whileStarting(Work broken) throws IOException {
    return failuresOf(_ -> broken);
  }

  private List<String> failuresOf(Function<DemoSession, Work> work) throws IOException {
    Path report = folder.resolve("report.json");
    var options = new DemoOptions(true, report, 0, null, null, null);
    try (Interruption interruption = Interruption.ofThisThread()) {
      var session = new DemoSession(folder, options, new ReportFile(report), interruption);
      assertThat(session.run(work.apply(session))).isEqualTo(1);
    }
    List<String> failures = new ArrayList<>();
    JsonNode found = JsonMapper.shared().readTree(Files.readString(report));
    for (JsonNode each : found.path("failures")) {
      failures.add(each.asString());
    }
    return failures;
  }
}
