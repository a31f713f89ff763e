package org.yipiao.sandbox.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.SettingsContract;

class MessagePropertiesTest {

  @Test
  void pinsNamesAndDefaults() {
    assertThat(SettingsContract.settings(MessageProperties.class, Map.of()))
        .isEqualTo("yipiao.sandbox.messages.max-kept = 1000\n");
  }
}
