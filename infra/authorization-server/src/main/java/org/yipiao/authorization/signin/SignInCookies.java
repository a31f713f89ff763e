package org.yipiao.authorization.signin;

import java.time.Duration;
import org.springframework.http.ResponseCookie;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * The two cookies of a sign-in, for this server alone and out of the reach of scripts.
 *
 * @param secure sent over encrypted connections alone, as the issuer is
 * @param deviceLife how long a browser is known
 */
record SignInCookies(boolean secure, Duration deviceLife) {

  static final String SESSION = "YIPIAO_SIGNIN";

  private static final String SAME_SITE = "Lax";

  DefaultCookieSerializer session() {
    var cookie = new DefaultCookieSerializer();
    cookie.setCookieName(SESSION);
    cookie.setCookiePath("/");
    cookie.setUseHttpOnlyCookie(true);
    cookie.setUseSecureCookie(secure);
    cookie.setSameSite(SAME_SITE);
    return cookie;
  }

  ResponseCookie device(String value) {
    return ResponseCookie.from(KnownDevices.COOKIE, value)
        .path(SignInPages.SIGN_IN)
        .httpOnly(true)
        .secure(secure)
        .sameSite(SAME_SITE)
        .maxAge(deviceLife)
        .build();
  }
}
