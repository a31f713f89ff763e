package org.yipiao.authorization.signin;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The words of pages and messages in English, simplified and traditional Chinese. */
final class SignInTexts {

  static final String BUNDLE = "org/yipiao/authorization/signin/texts";

  /** The first one is for whoever reads none of them. */
  static final List<Locale> LANGUAGES =
      List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE, Locale.TRADITIONAL_CHINESE);

  private static final int LONGEST_HEADER = 256;

  private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();

  SignInTexts() {
    messages.setBasenames(BUNDLE);
    messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
    messages.setFallbackToSystemLocale(false);
  }

  /** The language nearest to an {@code Accept-Language} header. */
  static Locale language(@Nullable String accepted) {
    if (accepted == null || accepted.length() > LONGEST_HEADER) {
      return LANGUAGES.getFirst();
    }
    try {
      for (var range : Locale.LanguageRange.parse(accepted)) {
        var locale = range.getWeight() > 0 ? language(range) : null;
        if (locale != null) {
          return locale;
        }
      }
    } catch (IllegalArgumentException _) {
      // A header that nobody can read is as good as none.
    }
    return LANGUAGES.getFirst();
  }

  private static @Nullable Locale language(Locale.LanguageRange range) {
    var wanted = Locale.forLanguageTag(range.getRange());
    if (wanted.getLanguage().equals("en")) {
      return Locale.ENGLISH;
    }
    if (!wanted.getLanguage().equals("zh")) {
      return null;
    }
    boolean traditional =
        wanted.getScript().equals("Hant")
            || (wanted.getScript().isEmpty()
                && List.of("TW", "HK", "MO").contains(wanted.getCountry()));
    return traditional ? Locale.TRADITIONAL_CHINESE : Locale.SIMPLIFIED_CHINESE;
  }

  String text(Locale language, String key, Object... arguments) {
    return Objects.requireNonNull(messages.getMessage(key, arguments, language));
  }
}
