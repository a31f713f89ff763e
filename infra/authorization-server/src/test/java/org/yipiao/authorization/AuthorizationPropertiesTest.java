package org.yipiao.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.SettingsContract;

class AuthorizationPropertiesTest {

  @Test
  void pinsNamesAndDefaults() {
    assertThat(
            SettingsContract.settings(
                AuthorizationProperties.class,
                Map.of(
                    "yipiao.authorization.directory", "data",
                    "yipiao.authorization.clients-file", "clients.json")))
        .isEqualTo(
            """
            yipiao.authorization.issuer = http://127.0.0.1:9000
            yipiao.authorization.directory = data
            yipiao.authorization.clients-file = clients.json
            yipiao.authorization.audience = yipiao
            yipiao.authorization.token-lifetime = PT5M
            yipiao.authorization.key-lifetime = PT2160H
            yipiao.authorization.assertion-lifetime = PT2M
            yipiao.authorization.max-remembered-assertions = 200000
            yipiao.authorization.redis-url =\s
            """);
  }

  @Test
  void goesByAnOriginForItsPagesLieAtTheRoot() {
    for (var issuer :
        new String[] {
          "https://pay.example/", "https://pay.example/auth", "https://pay.example?x",
              "pay.example",
          "ftp://pay.example", "https://", "https://a@pay.example", "https://pay.example#x"
        }) {
      assertThatThrownBy(() ->
              SettingsContract.settings(
                  AuthorizationProperties.class,
                  Map.of(
                      "yipiao.authorization.issuer", issuer,
                      "yipiao.authorization.directory", "data",
                      "yipiao.authorization.clients-file", "clients.json")))
          .as(issuer)
          .rootCause()
          .hasMessageContaining("yipiao.authorization.issuer");
    }
  }
}
