package org.yipiao.bff.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.SettingsContract;

class BffPropertiesTest {

  private static final Map<String, String> REQUIRED =
      Map.of(
          "yipiao.bff.trust-file", "consortium.json",
          "yipiao.bff.redis-url", "redis://redis.invalid:6379",
          "yipiao.bff.client-key-store", "client.p12",
          "yipiao.bff.client-key-store-password-file", "client.password",
          "yipiao.bff.secret-file", "secret");

  @Test
  void pinsNamesAndDefaults() {
    assertThat(SettingsContract.settings(BffProperties.class, REQUIRED))
        .isEqualTo(
            """
            yipiao.bff.public-url = http://127.0.0.1:8080
            yipiao.bff.issuer = http://127.0.0.1:8080
            yipiao.bff.authorization-url = http://127.0.0.1:8080/oauth2/authorize
            yipiao.bff.authorization-internal-url = http://127.0.0.1:9000
            yipiao.bff.invoice-service = http://127.0.0.1:8082
            yipiao.bff.claims-service = http://127.0.0.1:8083
            yipiao.bff.trust-file = consortium.json
            yipiao.bff.ledger-nodes = []
            yipiao.bff.redis-url = redis://redis.invalid:6379
            yipiao.bff.client-id = mobile-bff
            yipiao.bff.client-key-store = client.p12
            yipiao.bff.client-key-store-password-file = client.password
            yipiao.bff.payer-client-id = payer-console
            yipiao.bff.payer-key-store =\s
            yipiao.bff.payer-key-store-password-file =\s
            yipiao.bff.secret-file = secret
            yipiao.bff.session.idle = PT12H
            yipiao.bff.session.absolute = PT720H
            yipiao.bff.session.attempt = PT10M
            yipiao.bff.session.proof-age = PT1M
            yipiao.bff.session.renew-before = PT30S
            yipiao.bff.session.exchange = PT5S
            yipiao.bff.upstream.timeout = PT5S
            yipiao.bff.upstream.most-answer-bytes = 2097152
            yipiao.bff.upstream.most-bytes-of-all-answers = 16777216
            yipiao.bff.upstream.breaker-calls = 10
            yipiao.bff.upstream.breaker-open = PT5S
            yipiao.bff.cache.fresh = PT30S
            yipiao.bff.cache.keep = PT72H
            yipiao.bff.cache.most-invoices = 2000
            yipiao.bff.cache.most-entry-bytes = 2097152
            yipiao.bff.progress.heartbeat = PT5S
            yipiao.bff.progress.poll = PT15S
            yipiao.bff.progress.poll-without-events = PT3S
            yipiao.bff.progress.streams-per-person = 12
            yipiao.bff.progress.streams = 3000
            yipiao.bff.progress.queue = 64
            yipiao.bff.limits.sign-ins-per-address = 300
            yipiao.bff.limits.calls-per-person = 600
            yipiao.bff.limits.claims-per-person = 60
            yipiao.bff.limits.links-per-person = 10
            """);
  }

  @Test
  void takesNoPublicAddressWithAPath() {
    var wrong = new HashMap<>(REQUIRED);
    wrong.put("yipiao.bff.public-url", "https://yipiao.invalid/app");
    assertThatThrownBy(() -> SettingsContract.settings(BffProperties.class, wrong))
        .rootCause()
        .hasMessageContaining("yipiao.bff.public-url");
  }
}
