package org.yipiao.authorization.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * The two cookies of a sign-in, for this server alone and out of the reach of scripts. Where they
 * are sent encrypted alone, their names keep others from planting one: {@code __Host-} is for this
 * host and no subdomain's, {@code __Secure-} leaves the path free (RFC 6265bis, section 4.1.3).
 *
 * @param secure sent over encrypted connections alone, as the issuer is
 * @param deviceLife how long a browser is known
 */
record SignInCookies(boolean secure, Duration deviceLife) {

  private static final String SESSION = "YIPIAO_SIGNIN";
  private static final String SAME_SITE = "Lax";

  DefaultCookieSerializer session() {
    var cookie = new DefaultCookieSerializer();
    cookie.setCookieName(secure ? "__Host-" + SESSION : SESSION);
    cookie.setCookiePath("/");
    cookie.setUseHttpOnlyCookie(true);
    cookie.setUseSecureCookie(secure);
    cookie.setSameSite(SAME_SITE);
    return cookie;
  }

  private String deviceName() {
    return secure ? "__Secure-" + KnownDevices.COOKIE : KnownDevices.COOKIE;
  }

  /** What the browser shows for itself; null if nothing. */
  @Nullable String device(HttpServletRequest request) {
    var cookies = request.getCookies();
    if (cookies == null) {
      return null;
    }
    for (Cookie each : cookies) {
      if (each.getName().equals(deviceName())) {
        return each.getValue();
      }
    }
    return null;
  }

  ResponseCookie device(String value) {
    return ResponseCookie.from(deviceName(), value)
        .path(SignInPages.SIGN_IN)
        .httpOnly(true)
        .secure(secure)
        .sameSite(SAME_SITE)
        .maxAge(deviceLife)
        .build();
  }
}
