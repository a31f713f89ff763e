package org.yipiao.platform.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.platform.reason.Reason;

class ReadFaultTest {

  @TempDir private Path directory;

  @Test
  void saysWhyReadingFailed() {
    assertThat(ReadFault.of(new NoSuchFileException("a"))).hasToString("it does not exist");
    assertThat(ReadFault.of(new AccessDeniedException("a")))
        .hasToString("no permission to read it");
    assertThat(ReadFault.of(new MalformedInputException(1))).hasToString("it is not UTF-8");
    assertThat(ReadFault.of(new FileSystemException("a", null, "File name too long")))
        .hasToString("File name too long");
    assertThat(ReadFault.of(new FileSystemException("a"))).hasToString("FileSystemException");
    assertThat(ReadFault.of(new IOException("Input/output error")))
        .hasToString("Input/output error");
    assertThat(ReadFault.of(new NoSuchFileException("a")).in(Locale.SIMPLIFIED_CHINESE))
        .isEqualTo("不存在");
  }

  @Test
  void looksAtFilesAndFolders() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "text");
    Path none = directory.resolve("none");
    assertThat(ReadFault.ofFile(file)).isEmpty();
    assertThat(ReadFault.ofFile(none)).contains(Reason.of(ReadFault.MISSING));
    assertThat(ReadFault.ofFile(directory)).contains(Reason.of(ReadFault.FOLDER));
    assertThat(ReadFault.ofFile(Path.of("/dev/null")))
        .contains(Reason.of(ReadFault.NO_REGULAR_FILE));
    assertThat(ReadFault.ofFile(file.resolve("inner"))).isPresent();
    assertThat(ReadFault.ofFolder(directory)).isEmpty();
    assertThat(ReadFault.ofFolder(none)).contains(Reason.of(ReadFault.MISSING));
    assertThat(ReadFault.ofFolder(file)).contains(Reason.of(ReadFault.NO_FOLDER));
  }
}
