package org.yipiao.bff.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.yipiao.bff.settings.BffProperties;

/**
 * The two cookies of a realm. Over TLS the session's has the prefix that keeps other hosts and
 * unsafe connections from setting it (RFC 6265bis, section 4.1.3): {@code __Host-} at the root,
 * {@code __Secure-} below it, where the other is not allowed.
 */
final class SessionCookies {

  private final Realm realm;
  private final boolean secure;
  private final BffProperties.Session settings;

  SessionCookies(Realm realm, BffProperties settings) {
    this.realm = realm;
    this.secure = settings.isSecure();
    this.settings = settings.session();
  }

  String sessionName() {
    String prefix = realm.cookiePath().equals("/") ? "__Host-" : "__Secure-";
    return (secure ? prefix : "") + realm.sessionCookie();
  }

  @Nullable String session(HttpServletRequest request) {
    return value(request, sessionName());
  }

  @Nullable String attempt(HttpServletRequest request) {
    return value(request, realm.attemptCookie());
  }

  void setSession(HttpServletResponse response, String value) {
    add(response, sessionName(), value, realm.cookiePath(), "Strict", settings.absolute());
  }

  void clearSession(HttpServletResponse response) {
    add(response, sessionName(), "", realm.cookiePath(), "Strict", Duration.ZERO);
  }

  /** Lax: the browser comes back from another page. */
  void setAttempt(HttpServletResponse response, String value) {
    add(response, realm.attemptCookie(), value, realm.loginPath(), "Lax", settings.attempt());
  }

  void clearAttempt(HttpServletResponse response) {
    add(response, realm.attemptCookie(), "", realm.loginPath(), "Lax", Duration.ZERO);
  }

  private void add(
      HttpServletResponse response,
      String name,
      String value,
      String path,
      String sameSite,
      Duration life) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(name, value)
            .path(path)
            .maxAge(life)
            .httpOnly(true)
            .secure(secure)
            .sameSite(sameSite)
            .build()
            .toString());
  }

  /** The only value of a cookie; null if it is there twice. */
  private static @Nullable String value(HttpServletRequest request, String name) {
    String found = null;
    var cookies = request.getCookies();
    for (var cookie : cookies == null ? new Cookie[0] : cookies) {
      if (cookie.getName().equals(name)) {
        if (found != null) {
          return null;
        }
        found = cookie.getValue();
      }
    }
    return found;
  }
}
