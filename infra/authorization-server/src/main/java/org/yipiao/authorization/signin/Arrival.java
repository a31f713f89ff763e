package org.yipiao.authorization.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** The end of a sign-in: the browser is known from now on, and goes on with its request. */
final class Arrival {

  private final KnownDevices devices;
  private final SignInCookies cookies;

  Arrival(KnownDevices devices, SignInCookies cookies) {
    this.devices = devices;
    this.cookies = cookies;
  }

  /** The browser that asks, if it signed in before. */
  Optional<KnownDevices.Device> device(HttpServletRequest request) {
    return devices.read(cookies.device(request));
  }

  /**
   * Signs the session in.
   *
   * @param phoneTag of the phone that it was done with
   */
  ResponseEntity<String> of(
      HttpServletRequest request, SignInSession session, Subject subject, String phoneTag) {
    var cookie = cookies.device(devices.write(device(request), phoneTag, subject));
    session.signIn(request, subject);
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .header(HttpHeaders.SET_COOKIE, cookie.toString())
        .location(
            URI.create(
                "/oauth2/authorize?client_id="
                    + URLEncoder.encode(session.client(), StandardCharsets.UTF_8)
                    + "&request_uri="
                    + URLEncoder.encode(session.requestUri(), StandardCharsets.UTF_8)))
        .build();
  }
}
