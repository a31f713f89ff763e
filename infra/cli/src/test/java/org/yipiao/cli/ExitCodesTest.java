package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.claims.adjudication.Adjudication;

class ExitCodesTest {

  @TempDir private Path directory;
  private String caseText = "";

  @BeforeEach
  void readTheShippedCase() throws IOException {
    try (var source =
        Objects.requireNonNull(Adjudication.class.getResourceAsStream("cases/outpatient.json"))) {
      caseText = new String(source.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  @Test
  void helpIsNoErrorAndNoCommandIsOne() {
    assertThat(run("--help")).isZero();
    assertThat(run()).isEqualTo(2);
    assertThat(run("adjudiciate")).isEqualTo(2);
  }

  @Test
  void adjudicateDecidesTheShippedCase() throws IOException {
    assertThat(run("adjudicate", write("case.json", caseText))).isZero();
  }

  @Test
  void adjudicateRefusesAnUnknownField() throws IOException {
    String with = caseText.replaceFirst("\\{", "{\"discount\": \"1.00\",");
    assertThat(run("adjudicate", write("case.json", with))).isEqualTo(2);
  }

  @Test
  void verifyCannotReadWhatIsMissingOrNoBundle() throws IOException {
    String text = write("bundle.json", "{}");
    assertThat(run("verify", directory.resolve("none").toString(), "--trust", text)).isEqualTo(2);
    assertThat(run("verify", text, "--trust", text)).isEqualTo(2);
    assertThat(run("verify", text)).isEqualTo(2);
  }

  @Test
  void statusOfAPlatformThatWasNeverStartedIsAFailureAndDownIsNot() {
    assertThat(run("status")).isEqualTo(1);
    assertThat(run("down", "--wipe")).isZero();
  }

  @Test
  void upRefusesAPortThatIsNone() {
    assertThat(run("up", "--port-invoice", "70000")).isEqualTo(2);
    assertThat(run("up", "--port-nothing", "7000")).isEqualTo(2);
  }

  private int run(String... words) {
    return YipiaoCommand.run(directory, List.of(words));
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }
}
