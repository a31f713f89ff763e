package org.yipiao.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.http.HttpProperties;
import org.yipiao.platform.idempotency.IdempotencyProperties;
import org.yipiao.platform.outbox.OutboxProperties;
import org.yipiao.platform.process.ProcessProperties;
import org.yipiao.platform.security.OAuthClientProperties;
import org.yipiao.platform.security.SecurityProperties;
import org.yipiao.platform.testing.SettingsContract;

class PlatformSettingsTest {

  private static String settings(Class<?> type, Map<String, String> required) {
    return SettingsContract.settings(type, required);
  }

  @Test
  void pinsTheSettingsOfHttp() {
    assertThat(settings(HttpProperties.class, Map.of()))
        .isEqualTo(
            """
            yipiao.http.max-body-bytes = 1048576
            yipiao.http.max-wait = PT30S
            yipiao.http.max-page-size = 200
            yipiao.http.trusted-proxies = []
            """);
    assertThat(
            settings(
                HttpProperties.class,
                Map.of("yipiao.http.trusted-proxies", "127.0.0.1,::1,10.0.0.0/8")))
        .contains("trusted-proxies = [127.0.0.1, ::1, 10.0.0.0/8]");
    assertThatThrownBy(() ->
            settings(HttpProperties.class, Map.of("yipiao.http.trusted-proxies", "edge.invalid")))
        .rootCause()
        .hasMessageContaining("no literal address");
  }

  @Test
  void pinsTheSettingsOfIdempotency() {
    assertThat(settings(IdempotencyProperties.class, Map.of()))
        .isEqualTo(
            """
            yipiao.idempotency.retention = PT48H
            yipiao.idempotency.in-flight-lease = PT20S
            yipiao.idempotency.sweep-interval = PT10M
            yipiao.idempotency.max-key-length = 100
            yipiao.idempotency.max-answer-bytes = 262144
            """);
  }

  @Test
  void pinsTheSettingsOfTheOutbox() {
    assertThat(settings(OutboxProperties.class, Map.of()))
        .isEqualTo(
            """
            yipiao.outbox.relay-enabled = true
            yipiao.outbox.batch-size = 500
            yipiao.outbox.poll-interval = PT0.25S
            yipiao.outbox.retry-delay = PT1S
            yipiao.outbox.delivery-timeout = PT15S
            yipiao.outbox.inbox-retention = PT360H
            yipiao.outbox.sweep-interval = PT10M
            """);
  }

  @Test
  void pinsTheSettingOfTheParentProcess() {
    assertThat(settings(ProcessProperties.class, Map.of("yipiao.parent-pid", "42")))
        .isEqualTo("yipiao.parent-pid = 42\n");
  }

  @Test
  void pinsTheSettingsOfAccessTokens() {
    var required =
        Map.of(
            "yipiao.security.issuer", "https://issuer.invalid",
            "yipiao.security.jwk-set-uri", "https://issuer.invalid/jwks");
    assertThat(settings(SecurityProperties.class, required))
        .isEqualTo(
            """
            yipiao.security.issuer = https://issuer.invalid
            yipiao.security.jwk-set-uri = https://issuer.invalid/jwks
            yipiao.security.audience = yipiao
            yipiao.security.clock-skew = PT30S
            yipiao.security.public-paths = [/v3/api-docs, /v3/api-docs.yaml, /v3/api-docs/**]
            yipiao.security.actuator-without-token = true
            """);
    assertThatThrownBy(() ->
            settings(
                SecurityProperties.class,
                Map.of(
                    "yipiao.security.issuer", "https://issuer.invalid",
                    "yipiao.security.jwk-set-uri", "https://issuer.invalid/jwks",
                    "yipiao.security.clock-skew", "31s")))
        .hasRootCauseMessage("yipiao.security.clock-skew must be 0 to 30 seconds");
  }

  @Test
  void pinsTheSettingsOfAnOAuthClient() {
    assertThat(
            settings(
                OAuthClientProperties.class,
                Map.of(
                    "yipiao.oauth.token-uri", "https://issuer.invalid/token",
                    "yipiao.oauth.client-id", "client",
                    "yipiao.oauth.key-store", "client.p12",
                    "yipiao.oauth.key-store-password-file", "client.password")))
        .isEqualTo(
            """
            yipiao.oauth.token-uri = https://issuer.invalid/token
            yipiao.oauth.client-id = client
            yipiao.oauth.key-store = client.p12
            yipiao.oauth.key-store-password-file = client.password
            yipiao.oauth.timeout = PT5S
            yipiao.oauth.audience = (none)
            """);
  }
}
