package org.yipiao.ledger.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemErrorTest {

  private static final int EISDIR = 21;

  @TempDir private Path directory;

  /** A directory that is read as a file is an error that needs no broken device. */
  @Test
  void itsWordsHereAreThoseThatMessagesHaveInWhateverLanguage() throws IOException {
    try (var file = FileChannel.open(directory, StandardOpenOption.READ)) {
      var met = catchThrowableOfType(IOException.class, () -> file.read(ByteBuffer.allocate(1)));
      var error = SystemError.numbered(EISDIR, "not these words");
      assertThat(met).hasMessage(error.here());
      assertThat(error.isIn("While pread: " + met.getMessage())).isTrue();
    }
  }

  @Test
  void isKnownByItsEnglishWordsAndByThoseOfTheSystem() {
    var inChinese = new SystemError("Input/output error", "输入/输出错误");
    assertThat(inChinese.isIn("While fsync: /data/000012.log: 输入/输出错误")).isTrue();
    assertThat(inChinese.isIn("While fsync: /data/000012.log: Input/output error")).isTrue();
    assertThat(inChinese.isIn("While fsync: /data/000012.log: 只读文件系统")).isFalse();
    assertThat(SystemError.EIO.here()).isNotEqualTo(SystemError.ENOENT.here());
  }

  @Test
  void aFullDiskIsToldFromOtherFailuresHoweverDeepItLies() {
    for (String words :
        List.of("No space left on device", "Disk quota exceeded", "File too large")) {
      var met = new UncheckedIOException(new IOException("events/17: " + words));
      assertThat(SystemError.isFullDisk(new IllegalStateException("the writer ended", met)))
          .as(words)
          .isTrue();
      assertThat(SystemError.isOfDevice(met)).isFalse();
    }
    var device = new IOException("17: Input/output error");
    assertThat(SystemError.isFullDisk(device)).isFalse();
    assertThat(SystemError.isOfDevice(device)).isTrue();
    assertThat(SystemError.isFullDisk(new IllegalStateException("File too large a request")))
        .isFalse();
  }

  @Test
  void whatTheSystemDoesNotGiveSaysNothingOfWhatIsThere() {
    for (IOException given :
        List.of(
            new AccessDeniedException("/data/1"),
            new FileSystemException("/data/1", null, "Too many open files"),
            new IOException("Cannot allocate memory"),
            new IOException("No space left on device"))) {
      assertThat(SystemError.saysNothingOfContent(new UncheckedIOException(given))).isTrue();
    }
    assertThat(SystemError.saysNothingOfContent(new NoSuchFileException("/data/1"))).isFalse();
    assertThat(SystemError.saysNothingOfContent(new IOException("no metadata file"))).isFalse();
  }
}
