package org.yipiao.sandbox.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.SettingsContract;

class BankPropertiesTest {

  @Test
  void pinsNamesAndDefaults() {
    assertThat(
            SettingsContract.settings(
                BankProperties.class,
                Map.of(
                    "yipiao.sandbox.bank.directory", "data",
                    "yipiao.sandbox.bank.accounts[0].number", "6200-1",
                    "yipiao.sandbox.bank.accounts[0].tenant", "agency")))
        .isEqualTo(
            """
            yipiao.sandbox.bank.directory = data
            yipiao.sandbox.bank.accounts[0].number = 6200-1
            yipiao.sandbox.bank.accounts[0].tenant = agency
            yipiao.sandbox.bank.max-transfers = 100
            """);
  }

  @Test
  void refusesAnAccountWithTwoHolders() {
    var accounts =
        List.of(
            new BankProperties.Account("6200-1", "agency"),
            new BankProperties.Account("6200-1", "insurer"));
    assertThatThrownBy(() -> new BankProperties("data", accounts, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6200-1");
  }
}
