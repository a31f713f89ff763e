package org.yipiao.bff.session;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the authorization server sends a browser back with (RFC 6749, section 4.1.2; RFC 9207). A
 * parameter that is there twice counts as not there.
 */
record AuthorizationResponse(
    @Nullable String code,
    @Nullable String state,
    @Nullable String issuer,
    @Nullable String error) {

  private static final int LONGEST = 4_096;

  static AuthorizationResponse of(HttpServletRequest request) {
    return new AuthorizationResponse(
        once(request, "code"),
        once(request, "state"),
        once(request, "iss"),
        once(request, "error"));
  }

  private static @Nullable String once(HttpServletRequest request, String name) {
    var values = request.getParameterValues(name);
    return values != null && values.length == 1 && values[0].length() <= LONGEST ? values[0] : null;
  }

  /** Shows no code. */
  @Override
  public String toString() {
    return "AuthorizationResponse[masked]";
  }
}
