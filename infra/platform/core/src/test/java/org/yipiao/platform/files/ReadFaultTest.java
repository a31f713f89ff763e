package org.yipiao.platform.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadFaultTest {

  @TempDir private Path directory;

  @Test
  void saysWhyReadingFailed() {
    assertThat(ReadFault.of(new NoSuchFileException("a"))).isEqualTo("it does not exist");
    assertThat(ReadFault.of(new AccessDeniedException("a"))).isEqualTo("no permission to read it");
    assertThat(ReadFault.of(new MalformedInputException(1))).isEqualTo("it is not UTF-8");
    assertThat(ReadFault.of(new FileSystemException("a", null, "File name too long")))
        .isEqualTo("File name too long");
    assertThat(ReadFault.of(new FileSystemException("a"))).isEqualTo("FileSystemException");
    assertThat(ReadFault.of(new IOException("Input/output error"))).isEqualTo("Input/output error");
  }

  @Test
  void looksAtFilesAndFolders() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "text");
    Path none = directory.resolve("none");
    assertThat(ReadFault.ofFile(file)).isEmpty();
    assertThat(ReadFault.ofFile(none)).contains("it does not exist");
    assertThat(ReadFault.ofFile(directory)).contains("it is a folder");
    assertThat(ReadFault.ofFile(Path.of("/dev/null"))).contains("it is no regular file");
    assertThat(ReadFault.ofFile(file.resolve("inner"))).isPresent();
    assertThat(ReadFault.ofFolder(directory)).isEmpty();
    assertThat(ReadFault.ofFolder(none)).contains("it does not exist");
    assertThat(ReadFault.ofFolder(file)).contains("it is no folder");
  }
}
