package org.yipiao.fuzz.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That {@code .ci/fuzz} itself counts what is found, and notices a run that proves nothing. */
class FuzzRunTest {

  private static final Path ROOT =
      Path.of(System.getProperty("yipiao.root", ".")).toAbsolutePath().normalize();

  @TempDir private Path directory;

  /** What a run of the script came to. */
  private record Said(int status, String text) {}

  @Test
  void whatBreaksATargetIsCountedShownAndKept() throws Exception {
    Said said = fuzz(Map.of());
    assertThat(said.status()).as(said.text()).isEqualTo(1);
    List<Path> kept = kept(PlantedTargets.BREAKS);
    assertThat(kept).isNotEmpty();
    assertThat(said.text())
        .contains("a planted failure")
        .contains(kept.stream().map(file -> "kept as " + file).toList())
        .containsPattern("(?m)^breaks .* " + kept.size() + " +\\d+$")
        .containsPattern("(?m)^holds .* 0 +\\d+$")
        .contains(kept.size() + " findings, 0 runs that prove nothing");
    var target = new PlantedTargets().named(PlantedTargets.BREAKS);
    for (Path input : kept) {
      byte[] bytes = Files.readAllBytes(input);
      assertThatThrownBy(() -> target.body().accept(bytes)).hasMessage("a planted failure");
    }
    assertThat(kept(PlantedTargets.HOLDS)).isEmpty();
  }

  @Test
  void aTargetThatHoldsIsRunByAsManyInputsAsAskedFor() throws Exception {
    Said said = fuzz(Map.of("FUZZ_INPUTS", "3000", "FUZZ_LEAST", "3000"), PlantedTargets.HOLDS);
    assertThat(said.status()).as(said.text()).isZero();
    assertThat(said.text()).containsPattern("(?m)^holds +3,00\\d ").doesNotContain("FAULT");
  }

  @Test
  void aRunThatIsNotGuidedIsNoticed() throws Exception {
    Said said = fuzz(Map.of("FUZZ_INSTRUMENTED", "org.nobody.**"), PlantedTargets.HOLDS);
    assertThat(said.status()).as(said.text()).isEqualTo(2);
    assertThat(said.text())
        .contains("FAULT: not guided, no branch of the product was seen")
        .contains("0 findings, 1 runs that prove nothing");
  }

  @Test
  void aRunOfTooFewInputsIsNoticed() throws Exception {
    Said said = fuzz(Map.of("FUZZ_LEAST", "1000000"), PlantedTargets.HOLDS);
    assertThat(said.status()).as(said.text()).isEqualTo(2);
    assertThat(said.text()).contains("FAULT: fewer than 1000000 inputs");
  }

  @Test
  void aTargetThatIsNotThereIsNoSilentSuccess() throws Exception {
    Said said = fuzz(Map.of(), "breakz");
    assertThat(said.status()).as(said.text()).isNotZero();
    assertThat(said.text()).contains("no target breakz");
  }

  private Said fuzz(Map<String, String> changes, String... targets) throws Exception {
    Path output = directory.resolve("output");
    var script = new ProcessBuilder(ROOT.resolve(".ci/fuzz").toString());
    script.command().addAll(List.of(targets));
    var environment = script.environment();
    environment.keySet().removeIf(name -> name.startsWith("FUZZ_"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("FUZZ_CLASSPATH", System.getProperty("java.class.path"));
    environment.put("FUZZ_CATALOGUE", PlantedTargets.class.getName());
    environment.put("FUZZ_WORK", directory.resolve("work").toString());
    environment.put("FUZZ_CASES", directory.resolve("cases").toString());
    environment.put("FUZZ_SECONDS", "300");
    environment.put("FUZZ_INPUTS", "20000");
    environment.put("FUZZ_SEED", "7");
    environment.putAll(changes);
    int status = script.redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
    return new Said(status, Files.readString(output));
  }

  private List<Path> kept(String target) throws IOException {
    Path cases = directory.resolve("cases").resolve(target);
    if (!Files.isDirectory(cases)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(cases)) {
      return files.sorted().toList();
    }
  }
}
