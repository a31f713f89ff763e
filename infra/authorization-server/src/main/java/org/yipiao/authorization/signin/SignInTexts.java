package org.yipiao.authorization.signin;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The words of pages and messages in English, simplified and traditional Chinese. */
final class SignInTexts {

  static final String BUNDLE = "org/yipiao/authorization/signin/texts";

  /** The first one is for whoever reads none of them. */
  static final List<Locale> LANGUAGES =
      List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE, Locale.TRADITIONAL_CHINESE);

  private static final int LONGEST_HEADER = 256;
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]");

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

  /**
   * The first language of {@code ui_locales} that there is: BCP 47 tags with spaces between, the
   * best one first. Those that are none of ours, or no tags at all, are passed over.
   */
  static Optional<Locale> wanted(@Nullable String uiLocales) {
    if (uiLocales == null || uiLocales.length() > LONGEST_HEADER) {
      return Optional.empty();
    }
    return Arrays.stream(uiLocales.split(" ", -1))
        .map(SignInTexts::nearest)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static @Nullable Locale language(Locale.LanguageRange range) {
    return nearest(range.getRange()).orElse(null);
  }

  private static Optional<Locale> nearest(String tag) {
    var wanted = Locale.forLanguageTag(tag);
    if (wanted.getLanguage().equals("en")) {
      return Optional.of(Locale.ENGLISH);
    }
    if (!wanted.getLanguage().equals("zh")) {
      return Optional.empty();
    }
    boolean traditional =
        wanted.getScript().equals("Hant")
            || (wanted.getScript().isEmpty()
                && List.of("TW", "HK", "MO").contains(wanted.getCountry()));
    return Optional.of(traditional ? Locale.TRADITIONAL_CHINESE : Locale.SIMPLIFIED_CHINESE);
  }

  /**
   * What the owner of a phone is asked to send, with the word of their browser. In mainland China
   * it is in Chinese, too, whatever the page's language: who asks chooses that, and who sends is to
   * read what it does.
   */
  String ownMessage(Locale language, String word, boolean mainland) {
    var message = text(language, "own.message", word);
    return mainland && isForeign(language)
        ? text(Locale.SIMPLIFIED_CHINESE, "own.message", "").strip() + " " + message
        : message;
  }

  /** What is written to a phone; to one of mainland China in Chinese, too. */
  String toPhone(PhoneNumber phone, Locale language, String key, Object... arguments) {
    var message = text(language, key, arguments);
    return phone.isMainland() && isForeign(language)
        ? text(Locale.SIMPLIFIED_CHINESE, key, arguments) + "\n" + message
        : message;
  }

  private static boolean isForeign(Locale language) {
    return !language.getLanguage().equals(Locale.CHINESE.getLanguage());
  }

  /**
   * Whether somebody has sent that, in whichever of the languages that they were to send it in,
   * however spaced. The word alone is not enough: whoever sends the message is to read what it
   * does.
   */
  boolean isOwnMessage(String sent, String word, boolean mainland) {
    var plain = plain(sent);
    return LANGUAGES.stream()
        .anyMatch(language -> plain(ownMessage(language, word, mainland)).equals(plain));
  }

  private static String plain(String text) {
    return SEPARATORS
        .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
        .replaceAll("")
        .toLowerCase(Locale.ROOT);
  }

  String text(Locale language, String key, Object... arguments) {
    return Objects.requireNonNull(messages.getMessage(key, arguments, language));
  }
}
