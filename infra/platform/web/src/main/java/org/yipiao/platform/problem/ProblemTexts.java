package org.yipiao.platform.problem;

import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.yipiao.platform.reason.Reason;

/**
 * Texts of problems by code and language. The service's own {@code messages} bundle is asked first,
 * then the platform's. Languages: English (default) and simplified Chinese.
 */
public final class ProblemTexts {

  private static final List<Locale> SUPPORTED = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);

  private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();

  public ProblemTexts() {
    messages.setBasenames("messages", "org/yipiao/platform/problem/messages");
    messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
    messages.setFallbackToSystemLocale(false);
  }

  /** The supported language nearest to an {@code Accept-Language} value (RFC 4647 lookup). */
  public static Locale language(@Nullable String acceptLanguage) {
    if (acceptLanguage == null || acceptLanguage.length() > 256) {
      return Locale.ENGLISH;
    }
    List<Locale.LanguageRange> ranges;
    try {
      ranges = Locale.LanguageRange.parse(acceptLanguage);
    } catch (IllegalArgumentException e) {
      return Locale.ENGLISH;
    }
    for (var range : ranges) {
      if (range.getWeight() > 0) {
        for (var locale : SUPPORTED) {
          var wanted = range.getRange();
          if (wanted.equals(locale.getLanguage())
              || wanted.startsWith(locale.getLanguage() + "-")) {
            return locale;
          }
        }
      }
    }
    return Locale.ENGLISH;
  }

  /** The title; the code's own words when the bundle has none. */
  public String title(ProblemCode code, Locale language) {
    var title = messages.getMessage("problem." + code.name() + ".title", null, "", language);
    return title == null || title.isEmpty() ? words(code.name()) : title;
  }

  /** The detail with its arguments filled in; the title when the bundle has none. */
  public String detail(ProblemCode code, Locale language, Object... arguments) {
    var key = "problem." + code.name() + ".detail";
    var words =
        Stream.of(arguments)
            .map(each -> each instanceof Reason reason ? reason.in(language) : each)
            .toArray();
    var detail = messages.getMessage(key, words, "", language);
    return detail == null || detail.isEmpty() ? title(code, language) : detail;
  }

  /** Any other text of the bundles, such as a state's; {@code fallback} if there is none. */
  public String text(String key, String fallback, Locale language, Object... arguments) {
    var text = messages.getMessage(key, arguments, "", language);
    return text == null || text.isEmpty()
        ? new MessageFormat(fallback, language).format(arguments)
        : text;
  }

  private static String words(String name) {
    var lower = name.toLowerCase(Locale.ROOT).replace('_', ' ');
    return Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
  }
}
