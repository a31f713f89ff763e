package org.yipiao.sandbox.identities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.SettingsContract;

class IdentityPropertiesTest {

  @Test
  void pinsNamesAndDefaults() {
    assertThat(SettingsContract.settings(IdentityProperties.class, Map.of()))
        .isEqualTo("yipiao.sandbox.identities.max-kept = 100000\n");
  }
}
