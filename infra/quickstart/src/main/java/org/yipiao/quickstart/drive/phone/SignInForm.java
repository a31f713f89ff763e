package org.yipiao.quickstart.drive.phone;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The first form of a page of the sign-in: where it goes, what it hides, and the field that
 * somebody fills in.
 *
 * @param action path that the form is posted to
 * @param hidden its hidden fields
 */
record SignInForm(String action, Map<String, String> hidden) {

  private static final Pattern FORM = Pattern.compile("<form\\b[^>]*>", Pattern.CASE_INSENSITIVE);
  private static final Pattern INPUT = Pattern.compile("<input\\b[^>]*>", Pattern.CASE_INSENSITIVE);
  private static final Pattern ALERT =
      Pattern.compile("<p role=\"alert\"[^>]*>([^<]*)<", Pattern.CASE_INSENSITIVE);

  SignInForm {
    hidden = Map.copyOf(hidden);
  }

  /**
   * Reads a page.
   *
   * @param field the name of what somebody fills in
   * @throws IOException when the page has no form with that field; with what the page says instead
   */
  static SignInForm asking(String field, String page) throws IOException {
    Matcher form = FORM.matcher(page);
    Map<String, String> hidden = new LinkedHashMap<>();
    boolean asks = false;
    Matcher inputs = INPUT.matcher(page);
    while (inputs.find()) {
      String tag = inputs.group();
      String name = attribute("name", tag);
      if (attribute("type", tag).equals("hidden")) {
        hidden.put(name, attribute("value", tag));
      }
      asks |= name.equals(field);
    }
    if (!asks || !form.find()) {
      throw new IOException("the sign-in asks for no " + field + saying(page));
    }
    return new SignInForm(attribute("action", form.group()), hidden);
  }

  /** The body of the form filled in: {@code application/x-www-form-urlencoded}. */
  String filled(String field, String value) {
    Map<String, String> all = new LinkedHashMap<>(hidden);
    all.put(field, value);
    return all.entrySet().stream()
        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String saying(String page) {
    Matcher alert = ALERT.matcher(page);
    return alert.find() ? ": " + text(alert.group(1)) : "";
  }

  private static String attribute(String name, String tag) {
    Matcher value = Pattern.compile("\\s" + name + "=\"([^\"]*)\"").matcher(tag);
    return value.find() ? text(value.group(1)) : "";
  }

  private static String text(String escaped) {
    return escaped
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
