package org.yipiao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yipiao.platform.testing.SettingsContract;

class EdgePropertiesTest {

  private static final String REDIS = "redis://127.0.0.1:6379";

  private static String settings(Map<String, String> given) {
    var all = new HashMap<>(given);
    all.put("yipiao.edge.redis-url", REDIS);
    return SettingsContract.settings(EdgeProperties.class, all);
  }

  @Test
  void pinsNamesAndDefaults() {
    assertThat(settings(Map.of("yipiao.edge.hospitals.hospital-a", "http://127.0.0.1:8084")))
        .isEqualTo(
            """
            yipiao.edge.public-url = http://127.0.0.1:8080
            yipiao.edge.bff = http://127.0.0.1:8085
            yipiao.edge.authorization = http://127.0.0.1:9000
            yipiao.edge.invoice-service = http://127.0.0.1:8082
            yipiao.edge.claims-service = http://127.0.0.1:8083
            yipiao.edge.hospitals = {hospital-a=http://127.0.0.1:8084}
            yipiao.edge.redis-url = redis://127.0.0.1:6379
            yipiao.edge.time-limits.head = PT10S
            yipiao.edge.time-limits.client = PT10S
            yipiao.edge.time-limits.connect = PT2S
            yipiao.edge.time-limits.pages = PT10S
            yipiao.edge.time-limits.calls = PT30S
            yipiao.edge.time-limits.programs = PT1M
            yipiao.edge.time-limits.transfer = PT5M
            yipiao.edge.breaker.calls = 20
            yipiao.edge.breaker.minimum-calls = 10
            yipiao.edge.breaker.failure-percent = 50
            yipiao.edge.breaker.away = PT5S
            yipiao.edge.breaker.trials = 3
            yipiao.edge.requests-per-minute.verification = 30
            yipiao.edge.requests-per-minute.sign-in = 600
            yipiao.edge.requests-per-minute.everything-else = 6000
            yipiao.edge.max-requests = 400
            yipiao.edge.max-exchanges = 200
            yipiao.edge.max-body-kibibytes = 8192
            yipiao.edge.max-streams = 3000
            yipiao.edge.percent-of-one-network.requests = 25
            yipiao.edge.percent-of-one-network.exchanges = 25
            yipiao.edge.percent-of-one-network.connections = 50
            yipiao.edge.least-bytes-per-second = 4096
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "public-url, ftp://yipiao.invalid",
    "public-url, https://yipiao.invalid/below",
    "bff, http://user@127.0.0.1:8085",
    "claims-service, http://127.0.0.1:8083/?a=b",
    "hospitals.hospital-a, 127.0.0.1",
    "hospitals.Hospital, http://127.0.0.1:8084",
    "time-limits.pages, 0s",
    "time-limits.calls, 11m",
    "breaker.away, 1ms"
  })
  void refusesWhatCannotBeMeant(String name, String value) {
    assertThatThrownBy(() -> settings(Map.of("yipiao.edge." + name, value)))
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
  }
}
