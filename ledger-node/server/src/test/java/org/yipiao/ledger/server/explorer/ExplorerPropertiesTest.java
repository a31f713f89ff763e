package org.yipiao.ledger.server.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The defaults are part of what an operator relies on: to change one is to change this. */
class ExplorerPropertiesTest {

  @Test
  void pinsTheDefaults() {
    assertThat(bound(Map.of())).isEqualTo(new ExplorerProperties(64, 8, 600, 2));
  }

  @Test
  void bindsWhatIsSet() {
    assertThat(
            bound(
                Map.of(
                    "yipiao.ledger.explorer.streams", "1",
                    "yipiao.ledger.explorer.streams-per-address", "2",
                    "yipiao.ledger.explorer.requests-per-minute", "3",
                    "yipiao.ledger.explorer.searches", "4")))
        .isEqualTo(new ExplorerProperties(1, 2, 3, 4));
  }

  private static ExplorerProperties bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("yipiao.ledger.explorer", ExplorerProperties.class);
  }
}
