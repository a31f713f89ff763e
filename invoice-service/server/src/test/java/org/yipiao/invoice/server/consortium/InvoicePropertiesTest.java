package org.yipiao.invoice.server.consortium;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.SettingsContract;

class InvoicePropertiesTest {

  @Test
  void pinsNamesAndDefaults() {
    assertThat(
            SettingsContract.settings(
                InvoiceProperties.class,
                Map.of(
                    "yipiao.invoice.ledger-nodes", "https://one.invalid,https://two.invalid",
                    "yipiao.invoice.trust-file", "trust/consortium.json",
                    "yipiao.invoice.transaction-key", "transaction.p12",
                    "yipiao.invoice.register-key-file", "register.key",
                    "yipiao.invoice.personal-data-key-file", "personal-data.key")))
        .isEqualTo(
            """
            yipiao.invoice.ledger-nodes = [https://one.invalid, https://two.invalid]
            yipiao.invoice.trust-file = trust/consortium.json
            yipiao.invoice.genesis-file = trust/genesis.json
            yipiao.invoice.transaction-key = transaction.p12
            yipiao.invoice.register-key-file = register.key
            yipiao.invoice.personal-data-key-file = personal-data.key
            yipiao.invoice.consent-keys-file = consent-keys.json
            yipiao.invoice.patient-tenant = platform
            yipiao.invoice.allocation-expiry = PT1H
            yipiao.invoice.relays-at-once = 32
            yipiao.invoice.resolutions-per-minute = 6000
            """);
  }
}
