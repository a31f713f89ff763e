package org.yipiao.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The Chromium of the walks needs nothing that a bare machine lacks. The system's NSS is hidden
 * from it by a mount namespace where the machine allows one to a user without rights; else the
 * files that it has mapped are looked at, and the report says so.
 */
class ChromiumBrowserTest {

  private static final Path ROOT =
      Path.of(System.getProperty("yipiao.root", "../..")).toAbsolutePath().normalize();

  @Test
  void startsWithItsOwnLibrariesAndNotWithoutThem() throws Exception {
    var script =
        new ProcessBuilder("node", "browser/specs/libraries.mjs")
            .directory(ROOT.resolve("mobile-bff/app").toFile());
    Path unpacked = Files.createDirectories(ROOT.resolve(".yipiao/chromium"));
    script.environment().put("TMPDIR", unpacked.toString());
    String said = Walk.run(script, Map.of());
    assertThat(said).containsPattern("way (namespace|none|maps): ");
    assertThat(said)
        .contains("started with its own libraries")
        .contains(
            said.contains("way maps")
                ? "without them the system’s are noticed"
                : "without them it does not start");
  }
}
