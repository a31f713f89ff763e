package org.yipiao.ledger.server.succession;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.node.EarlierDirectory;

/** What a start says of the event log that it finds. */
class EngineLookTest {

  private static final int MEMBER = 3;

  @TempDir Path directory;

  private Path engine;

  @BeforeEach
  void unpack() throws IOException {
    engine =
        EarlierDirectory.unpacked("engine-0.76.1", directory.resolve("node"))
            .directory()
            .resolve("engine");
  }

  private Optional<String> found() {
    return found(engine);
  }

  private static Optional<String> found(Path engine) {
    var look = new EngineLook(engine, MEMBER);
    look.once();
    return look.found();
  }

  private void change(UnaryOperator<byte[]> change) throws IOException {
    try (Stream<Path> files = Files.walk(engine)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".pces")).toList()) {
        Files.write(file, change.apply(Files.readAllBytes(file)));
      }
    }
  }

  @Test
  void nothingOfAWholeOneOfOneThatACrashCutOffAndOfNone() throws IOException {
    assertThat(found()).isEmpty();
    change(bytes -> Arrays.copyOf(bytes, bytes.length - 7));
    assertThat(found()).isEmpty();
    assertThat(found(directory.resolve("none"))).isEmpty();
  }

  @Test
  void ofADamagedOneInWhichFile() throws IOException {
    change(bytes -> {
      bytes[bytes.length / 2] ^= 4;
      bytes[bytes.length / 2 + 1] ^= 4;
      return bytes;
    });
    assertThat(found()).hasValueSatisfying(fault -> assertThat(fault).contains(".pces: "));
  }

  /** What an engine writes meanwhile is its own. */
  @Test
  void whatWasThereAtTheStartAlone() throws IOException {
    var look = new EngineLook(engine, MEMBER);
    look.once();
    change(_ -> new byte[] {1, 2, 3, 4, 5});
    look.once();
    assertThat(look.found()).isEmpty();
  }

  @Test
  void nothingWhereItCannotBeRead() throws IOException {
    try (Stream<Path> files = Files.walk(engine)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".pces")).toList()) {
        Files.delete(file);
        Files.createDirectory(file);
      }
    }
    assertThat(found()).isEmpty();
  }
}
