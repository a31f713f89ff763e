package org.yipiao.testrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EveryTestRanTest {

  private static final String NAME = EveryTestRanTest.class.getName();

  @TempDir private Path root;
  private final EveryTestRan check = new EveryTestRan(Instant.EPOCH.plusSeconds(10), "long");

  @BeforeEach
  void aModuleWithThisClass() throws IOException {
    Files.writeString(root.resolve("pom.xml"), "<modules><module>m</module></modules>");
    String file = NAME.replace('.', '/');
    write("m/src/test/java/" + file + ".java", "");
    Path compiled = write("m/target/test-classes/" + file + ".class", "");
    try (InputStream own =
        Objects.requireNonNull(getClass().getResourceAsStream("EveryTestRanTest.class"))) {
      Files.write(compiled, own.readAllBytes());
    }
  }

  @Test
  void isContentWithAReportOfThisRun() throws IOException {
    report("tests=\"3\" errors=\"0\" skipped=\"0\"");
    assertThat(check.faults(root)).isEmpty();
  }

  @Test
  void namesAClassWithoutReport() throws IOException {
    assertThat(check.faults(root)).containsExactly(NAME + " has tests and was not run");
  }

  @Test
  void takesNoReportOfAnEarlierRun() throws IOException {
    report("tests=\"3\" errors=\"0\" skipped=\"0\"");
    var later = new EveryTestRan(Instant.now().plusSeconds(60), "long");
    assertThat(later.faults(root)).containsExactly(NAME + " has tests and was not run");
  }

  @Test
  void namesAClassWithSkippedTests() throws IOException {
    report("tests=\"3\" errors=\"0\" skipped=\"1\"");
    assertThat(check.faults(root)).containsExactly(NAME + " has skipped tests");
  }

  private void report(String attributes) throws IOException {
    write(
        "m/target/surefire-reports/TEST-" + NAME + ".xml",
        "<testsuite name=\"x\" " + attributes + "></testsuite>");
  }

  private Path write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return Files.writeString(file, text);
  }
}
