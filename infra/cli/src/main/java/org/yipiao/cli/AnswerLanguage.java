package org.yipiao.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The language in which a command says what its user reads. */
final class AnswerLanguage {

  static final String OPTION = "--language";

  /** The script sets it to {@code zh-CN} where nobody has and the locale is Chinese. */
  static final String VARIABLE = "YIPIAO_LANGUAGE";

  private AnswerLanguage() {}

  /** That of the option, else that of the environment, else English. */
  static Locale of(Arguments arguments, Map<String, String> environment) {
    Optional<String> asked = arguments.option(OPTION);
    if (asked.isPresent()) {
      return named(OPTION, asked.get());
    }
    String variable = environment.getOrDefault(VARIABLE, "");
    return variable.isEmpty() ? Locale.ENGLISH : named(VARIABLE, variable);
  }

  private static Locale named(String where, String tag) {
    return switch (tag) {
      case "en" -> Locale.ENGLISH;
      case "zh-CN" -> Locale.SIMPLIFIED_CHINESE;
      default -> throw new UsageException(where + " takes zh-CN or en, not " + tag);
    };
  }
}
