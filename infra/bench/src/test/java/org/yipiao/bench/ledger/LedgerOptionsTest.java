package org.yipiao.bench.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.bench.ledger.LedgerOptions.Measure;
import org.yipiao.bench.ledger.LedgerOptions.Step;

class LedgerOptionsTest {

  private static LedgerOptions parse(String... words) {
    return LedgerOptions.parse(Path.of("/clone"), List.of(words));
  }

  @Test
  void measuresEverythingAtTheTargetRateUnlessTold() {
    var options = parse();
    assertThat(options.measures()).containsExactlyInAnyOrder(Measure.values());
    assertThat(options.issue()).containsExactly(new Step(1, 4), new Step(100, 11_574));
    assertThat(options.search()).containsExactly(1, 30, 100, 300, 1_000);
    assertThat(options.sizes()).containsExactly(10_000, 100_000, 1_000_000);
    assertThat(options.warmUp().batch()).isGreaterThan(1);
    assertThat(options.profile()).isFalse();
  }

  @Test
  void takesStepsSizesAndAFlagWithoutValue() {
    var options =
        parse(
            "--issue",
            "none",
            "--search",
            "none",
            "--profile",
            "--mix",
            "5@10,7@20",
            "--sizes",
            "9,8");
    assertThat(options.issue()).isEmpty();
    assertThat(options.search()).isEmpty();
    assertThat(options.mix()).containsExactly(new Step(5, 10), new Step(7, 20));
    assertThat(options.sizes()).containsExactly(8, 9);
    assertThat(options.profile()).isTrue();
  }

  @Test
  void namesWhatIsWrong() {
    assertThatThrownBy(() -> parse("--issue", "300")).hasMessageContaining("BATCH@RATE");
    assertThatThrownBy(() -> parse("--issue", "1001@5")).hasMessageContaining("1 to 1000");
    assertThatThrownBy(() -> parse("--mix", "1000@5")).hasMessageContaining("1 to 700");
    assertThatThrownBy(() -> parse("--only", "load,nothing")).hasMessageContaining("--only");
    assertThatThrownBy(() -> parse("--search", "30,many")).hasMessageContaining("--search");
    assertThatThrownBy(() -> parse("--sizes")).hasMessageContaining("needs a value");
    assertThatThrownBy(() -> parse("--sise", "1")).hasMessageContaining("--sise");
  }
}
