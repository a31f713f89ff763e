package org.yipiao.ledger.server.succession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer gives for a state is written where it belongs, or not at all. */
class StateArchiveTest {

  @TempDir Path directory;

  @Test
  void aFolderComesBackWithoutWhatTellsOfTheMachine() throws Exception {
    Path folder = directory.resolve("166");
    Files.createDirectories(folder.resolve("data/state"));
    Files.writeString(folder.resolve("stateMetadata.txt"), "ROUND: 166");
    Files.writeString(folder.resolve("settingsUsed.txt"), "/home/somebody");
    Files.write(folder.resolve("data/state/leaves.pbj"), new byte[100_000]);

    byte[] archive = StateArchive.pack(folder);
    Path copy = directory.resolve("copy");
    StateArchive.unpack(archive, copy);

    assertThat(copy.resolve("stateMetadata.txt")).hasContent("ROUND: 166");
    assertThat(Files.readAllBytes(copy.resolve("data/state/leaves.pbj"))).hasSize(100_000);
    assertThat(copy.resolve("settingsUsed.txt")).doesNotExist();
    assertThat(StateArchive.pack(folder)).as("the same bytes each time").isEqualTo(archive);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../outside", "/outside", "a/../../outside", "a//b", ".hidden", "a/", "a\\b"})
  void aNameThatLeadsElsewhereIsRefused(String name) {
    Path copy = directory.resolve("copy");
    assertThatThrownBy(() -> StateArchive.unpack(archive(name, new byte[] {1}), copy))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("names a file");
    assertThat(copy).doesNotExist();
  }

  /** Four megabytes and a byte of zeros are some kilobytes packed. */
  @Test
  void whatIsLargeOnlyWhenUnpackedIsRefused() throws Exception {
    byte[] bomb = archive("zeros", new byte[StateArchive.MOST_BYTES + 1]);
    assertThat(bomb.length).isLessThan(100_000);
    assertThatThrownBy(() -> StateArchive.read(bomb))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("at most");
  }

  @Test
  void tooManyFilesAreRefused() {
    assertThatThrownBy(
            () -> {
              var bytes = new ByteArrayOutputStream();
              try (var zip = new ZipOutputStream(bytes)) {
                for (int i = 0; i < 600; i++) {
                  zip.putNextEntry(new ZipEntry("file" + i));
                }
              }
              StateArchive.read(bytes.toByteArray());
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("files");
  }

  @Test
  void whatIsNoArchiveIsRefused() {
    for (byte[] none : new byte[][] {{}, "no archive".getBytes(StandardCharsets.UTF_8)}) {
      assertThatThrownBy(() -> StateArchive.read(none))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("without a file");
    }
  }

  private static byte[] archive(String name, byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }
}
