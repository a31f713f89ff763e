package org.yipiao.edge.screen;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** What browsers are told of every answer whose server has not said it itself. */
public final class SecurityHeaders {

  public static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

  /** For what is no page: if it is shown as one, nothing in it is loaded or run. */
  static final String DATA_POLICY =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** For pages and their scripts, a service worker's fetches too: all of it comes from here. */
  static final String PAGE_POLICY =
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
          + "form-action 'self'; frame-ancestors 'none'";

  private final Map<String, String> always = new LinkedHashMap<>();

  /**
   * @param secure whether browsers come by https, and shall from now on
   */
  public SecurityHeaders(boolean secure) {
    always.put("X-Content-Type-Options", "nosniff");
    always.put("X-Frame-Options", "DENY");
    always.put("Referrer-Policy", "same-origin");
    always.put("Cross-Origin-Opener-Policy", "same-origin");
    always.put("Cross-Origin-Resource-Policy", "same-origin");
    always.put("Permissions-Policy", "geolocation=(), microphone=(), payment=(), usb=()");
    if (secure) {
      always.put("Strict-Transport-Security", "max-age=31536000");
    }
  }

  /** Writes those of an answer that is no page; whoever knows better overwrites them. */
  void writeTo(HttpServletResponse response) {
    always.forEach(response::setHeader);
    response.setHeader(CONTENT_SECURITY_POLICY, DATA_POLICY);
  }

  /** The policy for an answer of this kind. */
  public static String policyFor(HttpHeaders answer) {
    return isPage(answer.getFirst(HttpHeaders.CONTENT_TYPE)) ? PAGE_POLICY : DATA_POLICY;
  }

  private static boolean isPage(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    try {
      var type = MediaType.parseMediaType(contentType);
      return type.equalsTypeAndSubtype(MediaType.TEXT_HTML)
          || type.getSubtype().endsWith("javascript");
    } catch (InvalidMediaTypeException _) {
      return false;
    }
  }
}
