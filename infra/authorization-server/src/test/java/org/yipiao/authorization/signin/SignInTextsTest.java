package org.yipiao.authorization.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SignInTextsTest {

  private static Properties bundle(String ending) throws IOException {
    var texts = new Properties();
    try (var in = SignInTextsTest.class.getResourceAsStream("/" + SignInTexts.BUNDLE + ending)) {
      assertThat(in).isNotNull();
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return texts;
  }

  @Test
  void hasEachTextInEachLanguageWithTheSameParameters() throws IOException {
    var english = bundle(".properties");
    for (var chinese : new String[] {"_zh_CN.properties", "_zh_TW.properties"}) {
      var texts = bundle(chinese);
      assertThat(texts.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
      for (var key : english.stringPropertyNames()) {
        assertThat(english.getProperty(key)).as(key).doesNotMatch("(?s).*\\p{IsHan}.*");
        assertThat(texts.getProperty(key)).as(key).matches("(?s).*\\p{IsHan}.*");
        assertThat(parameters(texts.getProperty(key)))
            .as(chinese + " " + key)
            .isEqualTo(parameters(english.getProperty(key)));
      }
    }
  }

  private static int parameters(String text) {
    return new MessageFormat(text, Locale.ROOT).getFormatsByArgumentIndex().length;
  }

  @Test
  void takesTheFirstLanguageThatAClientWantsAndThereIs() {
    assertThat(SignInTexts.wanted("zh-TW en")).hasValue(Locale.TRADITIONAL_CHINESE);
    assertThat(SignInTexts.wanted("fr  zh-CN")).hasValue(Locale.SIMPLIFIED_CHINESE);
    assertThat(SignInTexts.wanted("en")).hasValue(Locale.ENGLISH);
    for (var none : new String[] {"", "fr de", "<script>", "zh".repeat(200)}) {
      assertThat(SignInTexts.wanted(none)).as(none).isEmpty();
    }
    assertThat(SignInTexts.wanted(null)).isEmpty();
  }

  @Test
  void findsTheNearestLanguage() {
    assertThat(SignInTexts.language("zh-CN,zh;q=0.9")).isEqualTo(Locale.SIMPLIFIED_CHINESE);
    assertThat(SignInTexts.language("zh")).isEqualTo(Locale.SIMPLIFIED_CHINESE);
    assertThat(SignInTexts.language("zh-Hans-HK")).isEqualTo(Locale.SIMPLIFIED_CHINESE);
    assertThat(SignInTexts.language("zh-HK")).isEqualTo(Locale.TRADITIONAL_CHINESE);
    assertThat(SignInTexts.language("zh-Hant")).isEqualTo(Locale.TRADITIONAL_CHINESE);
    assertThat(SignInTexts.language("fr, zh-TW;q=0.5")).isEqualTo(Locale.TRADITIONAL_CHINESE);
    assertThat(SignInTexts.language("en-GB")).isEqualTo(Locale.ENGLISH);
    assertThat(SignInTexts.language("zh;q=0, fr")).isEqualTo(Locale.ENGLISH);
    assertThat(SignInTexts.language(";;;")).isEqualTo(Locale.ENGLISH);
    assertThat(SignInTexts.language(null)).isEqualTo(Locale.ENGLISH);
  }
}
