package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FsckCommandTest {

  @TempDir private Path directory;

  @Test
  void findsTheConsortiumOfWhichANodeIsPart() throws IOException {
    Path node = Files.createDirectories(directory.resolve("up/parts/ledger-bureau/data"));
    Path consortium = Files.createDirectories(directory.resolve("up/consortium"));
    Files.createFile(consortium.resolve("genesis.json"));
    assertThat(FsckCommand.consortium(node)).hasValue(consortium);
    Files.createFile(node.resolve("genesis.json"));
    assertThat(FsckCommand.consortium(node)).hasValue(node);
  }

  @Test
  void saysWhatIsMissingBeforeAnythingIsChecked() throws IOException {
    var command = new FsckCommand(directory);
    Path node = Files.createDirectories(directory.resolve("a/b/c/d/e/data"));
    assertThatThrownBy(() -> command.run(List.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("expected one directory");
    assertThatThrownBy(() -> command.run(List.of(node.toString())))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--consortium FOLDER");
    assertThat(command.run(List.of(directory.resolve("none").toString()))).isEqualTo(2);
    assertThat(command.run(List.of(node.toString(), "--consortium", directory.toString())))
        .isEqualTo(2);
  }
}
