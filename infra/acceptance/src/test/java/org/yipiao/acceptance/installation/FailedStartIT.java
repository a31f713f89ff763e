package org.yipiao.acceptance.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yipiao.embedded.Directories;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.quickstart.daemon.LineProgress;
import org.yipiao.quickstart.parts.Platform;
import org.yipiao.quickstart.parts.PlatformOptions;
import org.yipiao.quickstart.supervision.PartFailure;

/** A start that fails names the part, the cause and the log, and leaves nothing behind. */
@Tag("long")
class FailedStartIT {

  @Test
  void namesTheServiceThatAPropertyBreaksAndWhy() throws Exception {
    Path folder = Files.createTempDirectory("failed-start");
    BuiltClone clone = BuiltClone.in(folder.resolve("clone"));
    try {
      var broken =
          new PlatformOptions(
              clone.root(),
              "up",
              Map.of(),
              ExternalServers.none(),
              Map.of("authorization-server", Map.of("server.port", "eighty")));
      assertThatThrownBy(() -> Platform.start(broken, new LineProgress(System.out)))
          .isInstanceOf(PartFailure.class)
          .hasMessageStartingWith("authorization-server did not start")
          .hasMessageContaining("eighty")
          .hasMessageContaining(clone.data().resolve("logs/authorization-server.log").toString());
      assertThat(clone.processes()).isEmpty();
    } finally {
      // Not closed: `down` ends the process that started a platform, which here is this one.
      Directories.remove(folder);
    }
  }
}
