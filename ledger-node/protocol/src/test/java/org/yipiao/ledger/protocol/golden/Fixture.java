package org.yipiao.ledger.protocol.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of golden bytes in {@code src/test/resources/formats}: a comment, then {@link Spelled}
 * lines. {@code -Dyipiao.golden.write=true} writes those that are missing; one that is there is
 * never written again, because ledgers and disks with its bytes exist.
 */
public final class Fixture {

  private static final Path FOLDER = Path.of("src/test/resources/formats");

  private Fixture() {}

  /**
   * Holds a format against its fixture, in both directions.
   *
   * @param name of the file
   * @param title a sentence
   * @param written what is written now
   * @param fields cuts it into its fields
   * @param again reads bytes and writes what it has read
   */
  public static void check(
      String name,
      String title,
      byte[] written,
      Consumer<Spelled> fields,
      UnaryOperator<byte[]> again) {
    var spelled = Spelled.of(written);
    fields.accept(spelled);
    String lines = "# " + title + "\n" + spelled.lines();
    Path file = file(name);
    try {
      if (Boolean.getBoolean("yipiao.golden.write") && !Files.exists(file)) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, lines);
      }
      assertThat(lines).as(name + ", written").isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] kept = bytes(name);
    assertThat(hex(written)).as(name + ", joined").isEqualTo(hex(kept));
    assertThat(hex(again.apply(kept.clone()))).as(name + ", read").isEqualTo(hex(kept));
  }

  /** The bytes of a fixture. */
  public static byte[] bytes(String name) {
    return bytes(name, "");
  }

  /** The bytes of those fields of a fixture whose names begin so. */
  public static byte[] bytes(String name, String prefix) {
    try (Stream<String> lines = Files.lines(file(name))) {
      var wanted = new boolean[1];
      String hex =
          lines
              .filter(line -> !line.startsWith("#"))
              .map(line -> {
                boolean begins = !line.startsWith(" ");
                wanted[0] = begins ? line.startsWith(prefix) : wanted[0];
                int value = begins ? (line + " ").indexOf(' ') : 0;
                return wanted[0] ? line.substring(Math.min(value, line.length())) : "";
              })
              .collect(Collectors.joining());
      return HexFormat.of().parseHex(hex.replace(" ", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all fixtures of the module. */
  public static Set<String> names() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString().replace(".txt", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(String name) {
    return FOLDER.resolve(name + ".txt");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
