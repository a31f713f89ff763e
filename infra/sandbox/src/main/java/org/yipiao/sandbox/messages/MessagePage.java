package org.yipiao.sandbox.messages;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.problem.ProblemTexts;
import org.yipiao.platform.security.LocalObserver;
import org.yipiao.platform.security.PublicEndpoint;

/**
 * The last messages as a page, in place of all the phones that there are not. It asks for itself
 * again every three seconds, without a script.
 */
@RestController
class MessagePage {

  static final int SHOWN = 50;

  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));
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
      """;

  /** Nothing may be loaded, run, framed or sent; only the page's own style holds. */
  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "style-src '" + hash(STYLE) + "'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'");

  private final SentMessages messages;
  private final ProblemTexts texts;

  MessagePage(SentMessages messages, ProblemTexts texts) {
    this.messages = messages;
    this.texts = texts;
  }

  /** The page, for a browser on this machine; for anybody else there is none. */
  @GetMapping("/messages")
  @PublicEndpoint("answers its own machine alone, and what it shows is made up")
  ResponseEntity<String> page(HttpServletRequest request) {
    if (!LocalObserver.isLocal(request)) {
      throw new ProblemException(PlatformProblem.NOT_FOUND);
    }
    var language = ProblemTexts.language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    return ResponseEntity.ok()
        .contentType(HTML)
        .header("Content-Security-Policy", POLICY)
        .header("Referrer-Policy", "no-referrer")
        .body(render(messages.last(SHOWN), language));
  }

  private String render(List<Message> last, Locale language) {
    var title = text("title", language);
    return """
    <!DOCTYPE html>
    <html lang="%s">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="refresh" content="3">
    <meta name="viewport" content="width=device-width, initial-scale=1">
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
            title,
            STYLE,
            title,
            text("notice", language),
            last.isEmpty() ? "<p>" + text("empty", language) + "</p>" : list(last));
  }

  private static String list(List<Message> last) {
    return last.stream()
        .map(MessagePage::item)
        .collect(Collectors.joining("\n", "<ol>\n", "\n</ol>"));
  }

  private static String item(Message message) {
    return "<li><time datetime=\"%s\">%s</time> → <b>%s</b><p>%s</p></li>"
        .formatted(
            message.sentAt(),
            TIME.format(message.sentAt()),
            escaped(message.to()),
            escaped(message.text()));
  }

  private String text(String key, Locale language) {
    return escaped(texts.text("page." + key, key, language));
  }

  private static String escaped(String text) {
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
