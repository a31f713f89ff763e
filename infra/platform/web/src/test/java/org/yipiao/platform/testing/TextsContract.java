package org.yipiao.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Collection;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yipiao.platform.problem.ProblemCode;
import org.yipiao.platform.reason.ReasonCode;

/**
 * What every refusal owes its reader: a text in English and in Chinese, with the same parameters in
 * both. Also that no bundle speaks of a code that is not there any more.
 */
public final class TextsContract {

  private static final Pattern PARAMETER = Pattern.compile("\\{([0-9]+)}");

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

  /** The bundle that an enum of reasons names has a text for each of them, and for no other. */
  public static <E extends Enum<E> & ReasonCode> void ofReasons(Class<E> codes) throws IOException {
    E first = codes.getEnumConstants()[0];
    String prefix = first.key().substring(0, first.key().length() - first.name().length());
    assertThat(Stream.of(codes.getEnumConstants()).map(ReasonCode::key))
        .allMatch(key -> key.startsWith(prefix));
    of(
        "/" + first.bundle().replace('.', '/'),
        prefix,
        Stream.of(codes.getEnumConstants())
            .map(code -> code.key().substring(prefix.length()))
            .toList());
  }

  /**
   * The bundle has exactly these keys below {@code prefix}, each in both languages and with the
   * same parameters in both.
   */
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
      assertThat(parameters(key, chinese.getProperty(key)))
          .as("parameters of %s", key)
          .isEqualTo(parameters(key, english.getProperty(key)));
    }
  }

  /**
   * The parameters of a text, by number. They count from 0 without a gap, and none is hidden behind
   * an apostrophe, which quotes what follows it in a text with parameters.
   */
  private static Set<String> parameters(String key, String text) {
    Set<String> named =
        PARAMETER
            .matcher(text)
            .results()
            .map((MatchResult found) -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!named.isEmpty()) {
      MessageFormat format = new MessageFormat(text, Locale.ROOT);
      assertThat(format.getFormatsByArgumentIndex()).as(key).hasSameSizeAs(named);
      assertThat(format.format(named.toArray())).as(key).doesNotContain("{");
    }
    return named;
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
