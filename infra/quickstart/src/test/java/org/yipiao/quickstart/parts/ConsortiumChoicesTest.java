package org.yipiao.quickstart.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsortiumChoicesTest {

  @Test
  void withoutAWordItIsIntlWithoutPostQuantumKeys() {
    assertThat(Consortium.suite(Map.of())).isEqualTo("INTL");
    assertThat(Consortium.postQuantum(Map.of())).isEqualTo("false");
    assertThat(Consortium.contract(Map.of())).isEqualTo("1");
  }

  @Test
  void theEnvironmentChoosesAndAnythingElseIsNamed() {
    assertThat(Consortium.suite(Map.of("YIPIAO_LEDGER_SUITE", "GM"))).isEqualTo("GM");
    assertThat(Consortium.postQuantum(Map.of("YIPIAO_LEDGER_POST_QUANTUM", "true")))
        .isEqualTo("true");
    assertThat(Consortium.contract(Map.of("YIPIAO_LEDGER_CONTRACT", "2"))).isEqualTo("2");
    assertThatThrownBy(() -> Consortium.suite(Map.of("YIPIAO_LEDGER_SUITE", "gm")))
        .hasMessage("YIPIAO_LEDGER_SUITE must read INTL or GM");
  }
}
