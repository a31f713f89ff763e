package org.yipiao.authorization.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.SettingsContract;

class SignInPropertiesTest {

  @Test
  void pinsNamesAndDefaults() {
    assertThat(SettingsContract.settings(SignInProperties.class, Map.of()))
        .isEqualTo(
            """
            yipiao.authorization.sign-in.message-url =\s
            yipiao.authorization.sign-in.identity-url =\s
            yipiao.authorization.sign-in.register-url =\s
            yipiao.authorization.sign-in.incoming-number =\s
            yipiao.authorization.sign-in.code-life = PT5M
            yipiao.authorization.sign-in.attempts = 5
            yipiao.authorization.sign-in.session-life = PT30M
            yipiao.authorization.sign-in.authorization-code-life = PT1M
            yipiao.authorization.sign-in.refresh-token-life = PT12H
            yipiao.authorization.sign-in.device-life = PT4320H
            yipiao.authorization.sign-in.messages-per-address = 200
            yipiao.authorization.sign-in.own-messages-per-address = 1000
            yipiao.authorization.sign-in.messages-per-address-and-phone = 6
            yipiao.authorization.sign-in.messages-per-phone = 10
            yipiao.authorization.sign-in.messages-per-phone-and-day = 30
            yipiao.authorization.sign-in.wrong-codes-per-network = 100
            yipiao.authorization.sign-in.wrong-codes-per-phone-and-day = 15
            yipiao.authorization.sign-in.messages-per-device = 10
            yipiao.authorization.sign-in.known-messages-per-phone = 20
            yipiao.authorization.sign-in.known-messages-per-phone-and-day = 60
            yipiao.authorization.sign-in.max-remembered-entries = 100000
            """);
  }

  @Test
  void needsAllThreeServicesOrNone() {
    assertThatThrownBy(() ->
            SettingsContract.settings(
                SignInProperties.class,
                Map.of("yipiao.authorization.sign-in.message-url", "http://127.0.0.1:8090")))
        .rootCause()
        .hasMessageContaining("identity-url");
  }
}
