package org.yipiao.sandbox.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final String NAME = "a.journal";

  record Line(String text) {}

  @TempDir private Path directory;

  private final List<String> replayed = new ArrayList<>();

  private Journal<Line> open() {
    replayed.clear();
    return Journal.open(directory, NAME, Line.class, line -> replayed.add(line.text()));
  }

  @Test
  void keepsEveryWholeEntryWhereverAKillCutTheLastOneOff() throws IOException {
    Path file = directory.resolve(NAME);
    int whole;
    try (var journal = open()) {
      journal.append(new Line("first"));
      whole = Math.toIntExact(Files.size(file));
      journal.append(new Line("第二"));
    }
    byte[] bytes = Files.readAllBytes(file);
    for (int length = whole; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      try (var journal = open()) {
        assertThat(replayed).as("cut at byte %d", length).containsExactly("first");
        journal.append(new Line("third"));
      }
      try (var _ = open()) {
        assertThat(replayed)
            .as("after the cut at byte %d", length)
            .containsExactly("first", "third");
      }
    }
  }

  @Test
  void refusesDamageAnywhereElseAndRepeatsNothingOfIt() throws IOException {
    Path file = directory.resolve(NAME);
    try (var journal = open()) {
      journal.append(new Line("first"));
      journal.append(new Line("second"));
    }
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length - 1; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      assertThatThrownBy(this::open).as("byte %d", at).hasMessageContaining("is damaged at byte");
    }
    Files.write(file, bytes);
    assertThatThrownBy(() -> Journal.open(directory, NAME, Integer.class, _ -> {}))
        .hasMessageContaining("is damaged at byte 0")
        .hasMessageNotContaining("first")
        .hasNoCause();
    open().close();
    assertThat(replayed).containsExactly("first", "second");
  }

  @Test
  void isHeldAgainstAnotherProcessForAsLongAsItIsOpen() throws Exception {
    var journal = open();
    assertThat(otherProcess()).as("while it is open").isEqualTo(Other.REFUSED);
    journal.close();
    assertThat(otherProcess()).as("once it is closed").isZero();
  }

  private int otherProcess() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  /** Opens the journal in a process of its own. */
  static final class Other {

    static final int REFUSED = 3;

    private Other() {}

    public static void main(String[] arguments) throws IOException {
      try (var _ = Journal.open(Path.of(arguments[0]), NAME, Line.class, _ -> {})) {
        System.exit(0);
      } catch (IllegalStateException refused) {
        System.exit(REFUSED);
      }
    }
  }
}
