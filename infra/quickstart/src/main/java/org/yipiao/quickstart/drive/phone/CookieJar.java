package org.yipiao.quickstart.drive.phone;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The cookies of one site (RFC 6265), each with the path that it is for. What says when a cookie
 * may travel - {@code Secure}, {@code SameSite} - is kept by whoever has one site alone. Safe for
 * many threads.
 */
final class CookieJar {

  private static final int MOST_COOKIES = 50;

  private final Map<String, Cookie> cookies = new LinkedHashMap<>();

  private record Cookie(String value, String path) {}

  /**
   * Takes what an answer sets.
   *
   * @param setCookies values of the {@code Set-Cookie} headers
   */
  synchronized void take(List<String> setCookies) {
    setCookies.forEach(this::take);
  }

  private void take(String setCookie) {
    String[] parts = setCookie.split(";", -1);
    int equals = parts[0].indexOf('=');
    if (equals < 1) {
      return;
    }
    String name = parts[0].substring(0, equals).strip();
    String path = "/";
    boolean over = false;
    for (int i = 1; i < parts.length; i++) {
      String attribute = parts[i].strip();
      String lower = attribute.toLowerCase(Locale.ROOT);
      if (lower.startsWith("path=/")) {
        path = attribute.substring("path=".length());
      } else if (lower.startsWith("max-age=")) {
        over = lower.equals("max-age=0") || lower.startsWith("max-age=-");
      }
    }
    if (over) {
      cookies.remove(name);
    } else if (cookies.size() < MOST_COOKIES || cookies.containsKey(name)) {
      cookies.put(name, new Cookie(parts[0].substring(equals + 1).strip(), path));
    }
  }

  /** The {@code Cookie} header for a path; empty when no cookie is for it. */
  synchronized String header(String path) {
    return cookies.entrySet().stream()
        .filter(each -> isUnder(each.getValue().path(), path))
        .map(each -> each.getKey() + "=" + each.getValue().value())
        .collect(Collectors.joining("; "));
  }

  /** RFC 6265, section 5.1.4. */
  private static boolean isUnder(String folder, String path) {
    return path.startsWith(folder)
        && (path.length() == folder.length()
            || folder.endsWith("/")
            || path.charAt(folder.length()) == '/');
  }
}
