package org.yipiao.claims.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.SettingsContract;

class ClaimsPropertiesTest {

  @Test
  void pinsNamesAndDefaults() {
    assertThat(
            SettingsContract.settings(
                ClaimsProperties.class,
                Map.ofEntries(
                    Map.entry("yipiao.claims.tenants[0].tenant", "agency"),
                    Map.entry("yipiao.claims.tenants[0].member", "2"),
                    Map.entry("yipiao.claims.tenants[0].transaction-key", "transaction.p12"),
                    Map.entry("yipiao.claims.tenants[0].benefit-key-file", "benefit.key"),
                    Map.entry("yipiao.claims.tenants[0].oauth-client-id", "claims-agency"),
                    Map.entry("yipiao.claims.tenants[0].oauth-key-store", "client.p12"),
                    Map.entry("yipiao.claims.tenants[0].bank-account", "6200-1"),
                    Map.entry("yipiao.claims.tenants[0].state-nodes", "https://own.invalid"),
                    Map.entry("yipiao.claims.trust-file", "consortium.json"),
                    Map.entry("yipiao.claims.ledger-nodes", "https://one.invalid"),
                    Map.entry("yipiao.claims.invoice-service", "https://register.invalid"),
                    Map.entry("yipiao.claims.bank", "https://bank.invalid"),
                    Map.entry("yipiao.claims.token-uri", "https://issuer.invalid/token"))))
        .isEqualTo(
            """
            yipiao.claims.tenants[0].tenant = agency
            yipiao.claims.tenants[0].name = (none)
            yipiao.claims.tenants[0].member = 2
            yipiao.claims.tenants[0].transaction-key = transaction.p12
            yipiao.claims.tenants[0].benefit-key-file = benefit.key
            yipiao.claims.tenants[0].oauth-client-id = claims-agency
            yipiao.claims.tenants[0].oauth-key-store = client.p12
            yipiao.claims.tenants[0].oauth-key-store-password-file = (none)
            yipiao.claims.tenants[0].bank-account = 6200-1
            yipiao.claims.tenants[0].second-pair-of-eyes-above = 500000
            yipiao.claims.tenants[0].state-nodes = [https://own.invalid]
            yipiao.claims.genesis-file = (none)
            yipiao.claims.trust-file = consortium.json
            yipiao.claims.ledger-nodes = [https://one.invalid]
            yipiao.claims.invoice-service = https://register.invalid
            yipiao.claims.bank = https://bank.invalid
            yipiao.claims.final-rejections = [AC01, AC03, AC04, AC06, AC07, AG01, BE06, MD07, RC04]
            yipiao.claims.token-uri = https://issuer.invalid/token
            yipiao.claims.token-audience = (none)
            yipiao.claims.social-members = [2]
            yipiao.claims.longest-consent = PT2160H
            yipiao.claims.reservation-expiry = PT1H
            yipiao.claims.transaction-expiry = PT5M
            yipiao.claims.finality-wait = PT5S
            yipiao.claims.retry-delay = PT0.05S
            yipiao.claims.max-retry-delay = PT2S
            yipiao.claims.longest-pause = PT2M
            yipiao.claims.poll-interval = PT0.2S
            yipiao.claims.lease-time = PT12S
            yipiao.claims.workers = 32
            yipiao.claims.drive-claims = true
            yipiao.claims.crash-at = (none)
            """);
  }
}
