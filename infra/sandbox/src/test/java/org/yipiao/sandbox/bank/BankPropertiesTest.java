package org.yipiao.sandbox.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.SettingsContract;

class BankPropertiesTest {

  @Test
  void pinsNamesAndDefaults() {
    assertThat(
            SettingsContract.settings(
                BankProperties.class, Map.of("yipiao.sandbox.bank.directory", "data")))
        .isEqualTo(
            """
            yipiao.sandbox.bank.directory = data
            yipiao.sandbox.bank.max-transfers = 100
            """);
  }
}
