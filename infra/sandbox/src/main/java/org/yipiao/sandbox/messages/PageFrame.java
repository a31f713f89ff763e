package org.yipiao.sandbox.messages;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.problem.ProblemTexts;
import org.yipiao.platform.security.LocalObserver;

/** What the sandbox's pages have in common: they run no script, and show themselves here alone. */
@Component
class PageFrame {

  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
  private static final String STYLE =
      """
      body { margin: 0 auto; padding: 1rem; max-width: 36rem; font: 1rem/1.5 sans-serif;
        color: #1a1a1a; background: #f4f5f7; overflow-wrap: anywhere; }
      h1 { font-size: 1.25rem; }
      .notice { padding: .75rem; border: 2px solid #b45309; border-radius: .5rem;
        background: #fffbeb; font-weight: bold; }
      ol { list-style: none; padding: 0; }
      li { margin-bottom: .75rem; padding: .75rem; border-radius: .5rem; background: #fff; }
      li p { margin: .25rem 0 0; white-space: pre-wrap; }
      label { display: block; font-weight: bold; }
      input, button { box-sizing: border-box; width: 100%; min-height: 2.75rem; margin-bottom: 1rem;
        padding: .5rem; font: inherit; }
      """;

  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "style-src '" + hash(STYLE) + "'",
          "base-uri 'none'",
          "form-action %s",
          "frame-ancestors 'none'");

  private final ProblemTexts texts;

  PageFrame(ProblemTexts texts) {
    this.texts = texts;
  }

  /** Ends a request of anybody but a browser on this machine: for them there is no page. */
  static void requireLocal(HttpServletRequest request) {
    if (!LocalObserver.isLocal(request)) {
      throw new ProblemException(PlatformProblem.NOT_FOUND);
    }
  }

  /**
   * A page. Nothing may be loaded, run or framed; only its own style holds.
   *
   * @param formAction where its forms may go, as a policy writes it
   * @param head further elements of the head
   * @param content what follows the notice that all is made up
   */
  ResponseEntity<String> page(Locale language, String formAction, String head, String content) {
    var title = text("title", language);
    var html =
        """
        <!DOCTYPE html>
        <html lang="%s">
        <head>
        <meta charset="utf-8">
        %s<meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>%s</style>
        </head>
        <body>
        <h1>%s</h1>
        <p class="notice">%s</p>
        %s
        </body>
        </html>
        """
            .formatted(
                language.toLanguageTag(),
                head,
                title,
                STYLE,
                title,
                text("notice", language),
                content);
    return ResponseEntity.ok()
        .contentType(HTML)
        .header("Content-Security-Policy", POLICY.formatted(formAction))
        // Without any, browsers would hide from the form's own address where it stands.
        .header("Referrer-Policy", "same-origin")
        .body(html);
  }

  String text(String key, Locale language) {
    return escaped(texts.text("page." + key, key, language));
  }

  static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
  }

  /** How a policy names an inline style (Content Security Policy Level 3, section 2.3.1). */
  private static String hash(String style) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
