package org.yipiao.bench.patients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.bench.patients.PatientsOptions.Measure;

class PatientsOptionsTest {

  private static PatientsOptions parse(String... words) {
    return PatientsOptions.parse(Path.of("/clone"), List.of(words));
  }

  @Test
  void measuresEverythingUnlessTold() {
    assertThat(parse().measures()).containsExactlyInAnyOrder(Measure.values());
    assertThat(parse().streams()).containsExactly(1_000, 3_000);
    assertThat(parse().stored()).isEqualTo(100_000);
    assertThat(parse("--only", "tap,page", "--streams", "10").measures())
        .containsExactlyInAnyOrder(Measure.TAP, Measure.PAGE);
  }

  @Test
  void namesWhatIsWrong() {
    assertThatThrownBy(() -> parse("--only", "tap,nothing")).hasMessageContaining("--only");
    assertThatThrownBy(() -> parse("--people", "0")).hasMessageContaining("--people");
    assertThatThrownBy(() -> parse("--people")).hasMessageContaining("needs a value");
    assertThatThrownBy(() -> parse("--peeple", "1")).hasMessageContaining("--peeple");
  }
}
