package org.yipiao.acceptance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ClaimStepsTest {

  private static final String CRASH_POINTS =
      "claims-service/server/src/main/java/org/yipiao/claims/server/workflow/CrashPoint.java";

  @Test
  void knowsEveryStepAtWhichTheClaimsServiceCanBeMadeToDie() throws IOException {
    String source =
        Files.readString(Path.of(System.getProperty("yipiao.root")).resolve(CRASH_POINTS));
    List<String> names =
        Pattern.compile("^  ([A-Z_]+),?$", Pattern.MULTILINE)
            .matcher(source)
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
    assertThat(names).isNotEmpty().isEqualTo(ClaimSteps.STEPS);
  }
}
