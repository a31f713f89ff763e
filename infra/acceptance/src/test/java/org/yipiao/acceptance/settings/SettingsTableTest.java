package org.yipiao.acceptance.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTableTest {

  private final Path root = Path.of(System.getProperty("yipiao.root"));

  @Test
  void theTableOfSettingsIsThatOfTheCode() throws Exception {
    assertThat(root.resolve(SettingsTable.LOCATION))
        .as("write it anew: java -cp … %s <root>", SettingsTable.class.getName())
        .content()
        .isEqualTo(SettingsTable.render(root));
  }

  @Test
  void everySettingIsExplained() throws Exception {
    assertThat(SettingsTable.render(root).lines().filter(line -> line.startsWith("| `yipiao")))
        .isNotEmpty()
        .noneMatch(line -> line.endsWith("|  |"));
    assertThat(Files.exists(root.resolve("pom.xml"))).isTrue();
  }
}
