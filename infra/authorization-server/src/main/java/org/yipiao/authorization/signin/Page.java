package org.yipiao.authorization.signin;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A page on its way to a browser.
 *
 * @param policy what the browser may load and where it may send forms (Content Security Policy)
 */
record Page(int status, Locale language, String html, String policy) {

  private static final String POLICY_HEADER = "Content-Security-Policy";
  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

  ResponseEntity<String> answer() {
    return ResponseEntity.status(status)
        .contentType(HTML)
        .header(POLICY_HEADER, policy)
        .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
        .body(html);
  }

  /** The same from a filter. */
  void write(HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.setStatus(status);
    response.setContentType(HTML.toString());
    response.setHeader(POLICY_HEADER, policy);
    response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.getOutputStream().write(html.getBytes(StandardCharsets.UTF_8));
    response.flushBuffer();
  }

  @Override
  public String toString() {
    return "Page[" + status + "]";
  }
}
