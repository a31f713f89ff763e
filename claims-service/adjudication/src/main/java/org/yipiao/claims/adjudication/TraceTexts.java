package org.yipiao.claims.adjudication;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says a trace line in words: English, or Chinese for any {@code zh} locale. */
public final class TraceTexts {

  private static final String BUNDLE = "org.yipiao.claims.adjudication.trace";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z_]+)}");

  private TraceTexts() {}

  /** The text of a line; a placeholder without a value stays visible as a dash. */
  public static String say(TraceLine line, Locale locale) {
    Locale known = locale.getLanguage().equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ROOT;
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            BUNDLE,
            known,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    Map<String, String> values = new TreeMap<>(line.params());
    values.putAll(line.amounts());
    Matcher matcher = PLACEHOLDER.matcher(bundle.getString(line.step().name()));
    return matcher.replaceAll(
        found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "-")));
  }
}
