package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TokenScriptTest {

  private static final Path REPOSITORY =
      Path.of(System.getProperty("yipiao.root", "../..")).toAbsolutePath().normalize();

  @Test
  void theScriptIsTheOneThatTheGuideShows() throws Exception {
    Path script = REPOSITORY.resolve("infra/cli/token.sh");
    assertThat(Files.readString(REPOSITORY.resolve("infra/docs/integrating.md")))
        .contains("```bash\n" + Files.readString(script) + "```");
    assertThat(script).isExecutable();
  }
}
