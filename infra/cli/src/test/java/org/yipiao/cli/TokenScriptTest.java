package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenScriptTest {

  private static final Path REPOSITORY =
      Path.of(System.getProperty("yipiao.root", "../..")).toAbsolutePath().normalize();

  @TempDir private Path clients;

  @Test
  void theScriptIsTheOneThatTheGuideShows() throws Exception {
    Path script = REPOSITORY.resolve("infra/cli/token.sh");
    assertThat(Files.readString(REPOSITORY.resolve("infra/docs/integrating.md")))
        .contains("```bash\n" + Files.readString(script) + "```");
    assertThat(script).isExecutable();
  }

  @Test
  void withoutAClientOfWhichThereIsAKeyItSaysSo() throws Exception {
    assertThat(run()).isEqualTo(new Said(2, "token.sh: usage: token.sh CLIENT [SCOPE...]\n"));
    assertThat(run("nobody"))
        .isEqualTo(new Said(2, "token.sh: no such client: nobody in " + clients + "\n"));
  }

  private Said run(String... words) throws Exception {
    var command = new ArrayList<>(List.of("/bin/bash", "infra/cli/token.sh"));
    command.addAll(List.of(words));
    var builder =
        new ProcessBuilder(command).directory(REPOSITORY.toFile()).redirectErrorStream(true);
    builder.environment().put("CLIENTS", clients.toString());
    Process script = builder.start();
    String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(script.waitFor(), said);
  }
}
