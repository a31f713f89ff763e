package org.yipiao.ledger.protocol.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A whole file in {@code src/test/resources/golden}, without names for what is in it. {@code
 * -Dyipiao.golden.write=true} writes those that are missing, and never one that is there.
 */
public final class GoldenFile {

  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private GoldenFile() {}

  /** Holds bytes against a file of hexadecimal digits. */
  public static void check(String name, byte[] written) {
    String hex = HexFormat.of().formatHex(written);
    String kept = kept(name + ".hex", hex.replaceAll("(.{96})(?=.)", "$1\n") + "\n");
    assertThat(hex).as(name).isEqualTo(digits(kept));
  }

  /** Holds text against a file, to the last line feed. */
  public static void checkText(String name, String written) {
    assertThat(written).as(name).isEqualTo(kept(name + ".txt", written));
  }

  /** Holds lines against a file, in which each ends with a line feed. */
  public static void checkLines(String name, Stream<String> written) {
    checkText(name, written.map(line -> line + "\n").collect(Collectors.joining()));
  }

  /** The bytes of a file of hexadecimal digits. */
  public static byte[] bytes(String name) {
    try {
      return HexFormat.of().parseHex(digits(Files.readString(FOLDER.resolve(name + ".hex"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String kept(String name, String written) {
    Path file = FOLDER.resolve(name);
    try {
      if (Boolean.getBoolean("yipiao.golden.write") && !Files.exists(file)) {
        Files.writeString(file, written);
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digits(String kept) {
    return kept.replaceAll("\\s", "");
  }
}
