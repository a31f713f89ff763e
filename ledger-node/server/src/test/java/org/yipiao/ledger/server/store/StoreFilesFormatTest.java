package org.yipiao.ledger.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.golden.Fixture;

/** The files that stand beside those of the database. */
class StoreFilesFormatTest {

  @TempDir Path directory;

  private void write(String name, String content) throws IOException {
    Files.writeString(directory.resolve(name), content, StandardCharsets.US_ASCII);
  }

  private byte[] marked() {
    try {
      StoreMark.begin(directory, new ReentrantLock());
      return Files.readAllBytes(directory.resolve(StoreMark.NAME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the database calls its list and its log. */
  private void files(String log) throws IOException {
    write("CURRENT", "MANIFEST-000005\n");
    write("MANIFEST-000005", "a list of files");
    write("000004.log", log);
  }

  @Test
  void theMarkOfAStore() throws IOException {
    files("a log");
    Fixture.check(
        "file-store-mark",
        "store.mark: the list of files, 15 bytes and their SHA-256; the log, 5 bytes.",
        marked(),
        it -> it.text("line"),
        bytes -> bytes);
  }

  @Test
  void theMarkOfAStoreWhoseLogIsEmptyAndItsReader() throws IOException {
    files("");
    Fixture.check(
        "file-store-mark-without-log",
        "store.mark of a store whose log is empty.",
        marked(),
        it -> it.text("line"),
        bytes -> {
          try {
            Files.write(directory.resolve(StoreMark.NAME), bytes);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          assertThat(StoreMark.check(directory)).isNotNull();
          return marked();
        });
  }

  @Test
  void theNoteOfDamage() throws IOException {
    DamageNote.leave(directory, StoreFailure.damaged("000007.sst: 块 is damaged"));
    Fixture.check(
        "file-damage",
        "damage.txt: what damage was met while the store was open.",
        Files.readAllBytes(directory.resolve(DamageNote.NAME)),
        it -> it.text("line"),
        bytes -> {
          try {
            Files.write(directory.resolve(DamageNote.NAME), bytes);
            return DamageNote.read(directory).orElseThrow().getBytes(StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
