package org.yipiao.platform.reason;

import java.math.BigDecimal;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** Puts reasons into words. */
final class ReasonTexts {

  /** Else the machine's own language would stand in where a bundle is not there in English. */
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private static final char REPLACEMENT = '\uFFFD';

  private ReasonTexts() {}

  static String say(Reason reason, Locale language) {
    Locale known = chinese(language) ? Locale.SIMPLIFIED_CHINESE : Locale.ROOT;
    ReasonCode code = reason.code();
    Object[] words = reason.parameters().stream().map(each -> words(each, language)).toArray();
    String text;
    try {
      text = ResourceBundle.getBundle(code.bundle(), known, NO_FALLBACK).getString(code.key());
    } catch (MissingResourceException e) {
      // A refusal without its words is still a refusal.
      return words.length == 0 ? code.name() : code.name() + " " + List.of(words);
    }
    return words.length == 0 ? text : new MessageFormat(text, known).format(words);
  }

  /** Numbers are written plainly: MessageFormat would group their digits. */
  private static String words(Object parameter, Locale language) {
    return switch (parameter) {
      case Reason inner -> say(inner, language);
      case ReasonCode code -> say(Reason.of(code), language);
      case List<?> several ->
          several.stream()
              .map(each -> words(each, language))
              .collect(Collectors.joining(chinese(language) ? "、" : ", "));
      case BigDecimal number -> number.toPlainString();
      default -> plain(parameter.toString());
    };
  }

  /**
   * A parameter may be a stranger's words: what steers a terminal or turns the direction of writing
   * must not change how the words around it look.
   */
  private static String plain(String text) {
    return text.codePoints()
        .map(each -> steers(each) ? REPLACEMENT : each)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean steers(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static boolean chinese(Locale language) {
    return language.getLanguage().equals("zh");
  }
}
