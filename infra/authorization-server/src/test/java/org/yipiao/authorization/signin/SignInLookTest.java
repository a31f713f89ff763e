package org.yipiao.authorization.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/** The fonts of the pages have what the pages say, and no more than a page may weigh. */
class SignInLookTest {

  private static final int MOST_BYTES = 60_000;
  private static final Set<String> NO_PAGE = Set.of("message", "own.notice");
  private static final Set<String> BOLD =
      Set.of(
          "phone.heading",
          "phone.heading.staff",
          "phone.label",
          "phone.submit",
          "code.heading",
          "code.label",
          "code.submit",
          "own.heading",
          "own.offer",
          "own.to",
          "own.text",
          "own.write",
          "own.sent",
          "own.message",
          "over.heading",
          "unavailable.heading");

  private static byte[] resource(String name) throws IOException {
    return new ClassPathResource(name, SignInLookTest.class).getContentAsByteArray();
  }

  private static String said(String bundle, boolean bold) throws IOException {
    var texts = new Properties();
    var file = new ClassPathResource(bundle + ".properties", SignInLookTest.class);
    try (var in = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
      texts.load(in);
    }
    assertThat(texts.stringPropertyNames()).containsAll(BOLD);
    return texts.stringPropertyNames().stream()
        .filter(key -> bold ? BOLD.contains(key) : !NO_PAGE.contains(key))
        .map(texts::getProperty)
        .collect(Collectors.joining());
  }

  private static Set<Integer> characters(String text) {
    return text.codePoints().boxed().collect(Collectors.toSet());
  }

  @Test
  void fontsHaveTheCharactersOfAllTextsOfTheirLanguage() throws IOException {
    for (var language : new String[] {"zh-CN", "zh-TW"}) {
      int bytes = 0;
      for (int weight : new int[] {400, 600}) {
        var name = "sign-in-" + language + "-" + weight;
        var font = resource(name + ".woff2");
        assertThat(new String(font, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("wOF2");
        bytes += font.length;
        var has = characters(new String(resource(name + ".txt"), StandardCharsets.UTF_8));
        var said = said("texts_" + language.replace('-', '_'), weight == 600);
        assertThat(has).as(name + ": run font/subset.py").containsAll(characters(said));
      }
      assertThat(bytes).as(language).isLessThan(MOST_BYTES);
    }
  }

  @Test
  void comesWithItsLicence() throws IOException {
    assertThat(new String(resource("sign-in-font-OFL.txt"), StandardCharsets.UTF_8))
        .contains("SIL OPEN FONT LICENSE Version 1.1");
  }
}
