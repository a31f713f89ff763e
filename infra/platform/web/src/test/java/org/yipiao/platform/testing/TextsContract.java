package org.yipiao.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yipiao.platform.problem.ProblemCode;

/**
 * What every refusal owes its reader: a text in English and in Chinese. Also that no bundle speaks
 * of a code that is not there any more.
 */
public final class TextsContract {

  private TextsContract() {}

  /**
   * The service's own bundle has title and detail for each code of an enum, and for no other.
   *
   * @param bundle resource without ending, such as {@code /messages}
   */
  public static <E extends Enum<E> & ProblemCode> void ofProblems(String bundle, Class<E> codes)
      throws IOException {
    of(
        bundle,
        "problem.",
        Stream.of(codes.getEnumConstants())
            .flatMap(code -> Stream.of(code.name() + ".title", code.name() + ".detail"))
            .toList());
  }

  /** The bundle has exactly these keys below {@code prefix}, each in both languages. */
  public static void of(String bundle, String prefix, Collection<String> keys) throws IOException {
    Set<String> expected = new TreeSet<>();
    keys.forEach(key -> expected.add(prefix + key));
    Properties english = read(bundle + ".properties");
    Properties chinese = read(bundle + "_zh_CN.properties");
    for (Properties texts : Set.of(english, chinese)) {
      Set<String> there = new TreeSet<>(texts.stringPropertyNames());
      there.removeIf(key -> !key.startsWith(prefix));
      assertThat(there).isEqualTo(expected);
    }
    for (String key : expected) {
      assertThat(english.getProperty(key)).as(key).isNotBlank().doesNotMatch(".*\\p{IsHan}.*");
      assertThat(chinese.getProperty(key)).as(key).matches(".*\\p{IsHan}.*");
    }
  }

  private static Properties read(String resource) throws IOException {
    Properties texts = new Properties();
    try (var in = TextsContract.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return texts;
  }
}
