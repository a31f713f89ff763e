package org.yipiao.ledger.contract.rules.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ChangeTableTest {

  private static final ChangeTable TABLE = new ChangeTable();

  @Test
  void theContractDoesInEverySettingWhatTheRulesSay() {
    for (ChangeTable.Line line : TABLE.lines()) {
      var result = line.result();
      var expected =
          ChangeOracle.expected(line.act(), line.named(), line.setting(), line.consent());
      assertThat(result.outcome()).as("%s", line).isEqualTo(expected);
      var effect =
          expected.applied() ? ChangeOracle.effect(line.act(), result.before()) : result.before();
      assertThat(result.after()).as("%s", line).isEqualTo(effect);
    }
  }

  @Test
  void aRefusalWritesNothingAndAChangeDoes() {
    for (ChangeTable.Line line : TABLE.lines()) {
      var result = line.result();
      assertThat(result.wrote()).as("%s", line).isEqualTo(result.outcome().applied());
    }
  }

  @Test
  void isDrawnInTheDocumentsAsItIs() throws IOException {
    Path page =
        Path.of(System.getProperty("yipiao.root", "../.."), "infra", "docs", "change-states.md");
    String drawn = new ChangePage(TABLE).markdown();
    if (Boolean.getBoolean("yipiao.golden.write")) {
      Files.writeString(page, drawn);
    }
    assertThat(Files.readString(page)).as("-Dyipiao.golden.write=true writes it").isEqualTo(drawn);
  }
}
