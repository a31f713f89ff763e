package org.yipiao.quickstart.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yipiao.embedded.ExternalServers;

class ConsortiumChoicesTest {

  @Test
  void withoutAWordItIsIntlWithPostQuantumKeysAndTheNewestContract() {
    assertThat(Consortium.suite(Map.of())).isEqualTo("INTL");
    assertThat(Consortium.postQuantum(Map.of())).isEqualTo("true");
    assertThat(Consortium.contract(Map.of())).isEqualTo("2");
  }

  @Test
  void whatWasGivenCountsBeforeTheEnvironment() {
    Map<String, String> environment =
        Map.of("YIPIAO_LEDGER_SUITE", "INTL", "YIPIAO_LEDGER_CONTRACT", "1");
    Map<String, String> founding = options(Optional.of("GM")).founding(environment);
    assertThat(Consortium.suite(founding)).isEqualTo("GM");
    assertThat(Consortium.contract(founding)).isEqualTo("1");
    assertThat(options(Optional.empty()).founding(environment)).isEqualTo(environment);
  }

  private static PlatformOptions options(Optional<String> suite) {
    return new PlatformOptions(
        Path.of("."),
        "demo",
        Map.of(),
        ExternalServers.of(Map.of()),
        Map.of(),
        Optional.empty(),
        suite);
  }

  @Test
  void theEnvironmentChoosesAndAnythingElseIsNamed() {
    assertThat(Consortium.suite(Map.of("YIPIAO_LEDGER_SUITE", "GM"))).isEqualTo("GM");
    assertThat(Consortium.postQuantum(Map.of("YIPIAO_LEDGER_POST_QUANTUM", "false")))
        .isEqualTo("false");
    assertThat(Consortium.contract(Map.of("YIPIAO_LEDGER_CONTRACT", "1"))).isEqualTo("1");
    assertThatThrownBy(() -> Consortium.suite(Map.of("YIPIAO_LEDGER_SUITE", "gm")))
        .hasMessage("YIPIAO_LEDGER_SUITE must read INTL or GM");
  }
}
