package org.yipiao.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LargestLoadTest {

  /** Left to clients of HTTP and Kafka and to all else of the demonstration. */
  private static final int OTHERS_MEBIBYTES = 64;

  private static final Pattern HEAP =
      Pattern.compile("run_command\\(\\) \\{[^}]* -Xmx([0-9]+)m ", Pattern.DOTALL);

  @Test
  void fitsIntoTheHeapThatTheScriptGivesTheCommandLine() throws Exception {
    Process load =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx" + (heapMebibytes() - OTHERS_MEBIBYTES) + "m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LargestLoad.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(load.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(load.waitFor()).as(said).isZero();
    String[] numbers = said.split(" ", -1);
    assertThat(Integer.parseInt(numbers[0])).isGreaterThan(4 * DemoOptions.MAX_LOAD);
    assertThat(numbers[1]).isEqualTo("0");
    assertThat(Integer.parseInt(numbers[2])).isGreaterThanOrEqualTo(7);
  }

  private static int heapMebibytes() throws IOException {
    Path script = Path.of(System.getProperty("yipiao.root")).resolve("yipiao");
    Matcher heap = HEAP.matcher(Files.readString(script));
    assertThat(heap.find()).isTrue();
    return Integer.parseInt(heap.group(1));
  }
}
