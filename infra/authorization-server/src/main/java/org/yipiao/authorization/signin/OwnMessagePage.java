package org.yipiao.authorization.signin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.yipiao.authorization.signin.SignInPages.Alert;
import org.yipiao.authorization.signin.SignInPages.Reader;

/** Says which message the owner of a phone has to send, and what that does. */
final class OwnMessagePage {

  private final SignInPages pages;
  private final SignInTexts texts;
  private final String number;
  private final long minutes;

  /**
   * @param number that the message is sent to
   * @param minutes that it is waited for
   */
  OwnMessagePage(SignInPages pages, SignInTexts texts, String number, long minutes) {
    this.pages = pages;
    this.texts = texts;
    this.number = number;
    this.minutes = minutes;
  }

  /** The page for a new word, which is this browser's from now on. */
  Page begin(Reader reader, OwnMessages.Opened opened, Alert alert) {
    return begin(reader, opened, Optional.of(alert));
  }

  Page begin(Reader reader, OwnMessages.Opened opened, Optional<Alert> alert) {
    reader.session().ownMessage(opened.name());
    return page(reader, opened, alert);
  }

  Page page(Reader reader, OwnMessages.Opened opened, Optional<Alert> alert) {
    var language = reader.language();
    var message = texts.ownMessage(language, opened.word(), opened.mainland());
    var content =
        """
        <p>%s</p>
        <dl class="message">
        <dt>%s</dt><dd>%s</dd>
        <dt>%s</dt><dd>%s</dd>
        </dl>
        <p><a class="second" href="%s">%s</a></p>
        <p class="warning">%s</p>
        <form method="post" action="/sign-in/message/sent">
        <input type="hidden" name="_csrf" value="%s">
        <button type="submit">%s</button>
        </form>
        <p><a href="/sign-in">%s</a></p>
        """
            .formatted(
                pages.word(language, "own.steps", minutes),
                pages.word(language, "own.to"),
                SignInPages.escaped(number),
                pages.word(language, "own.text"),
                SignInPages.escaped(message),
                SignInPages.escaped(address(message)),
                pages.word(language, "own.write"),
                pages.word(language, "own.warning"),
                SignInPages.escaped(reader.csrf()),
                pages.word(language, "own.sent"),
                pages.word(language, "own.another"));
    return pages.page(reader, "own.heading", alert, content);
  }

  /**
   * An address that has the phone write the message (RFC 5724). What follows the question mark is
   * read by phones that know only one of the two marks.
   */
  private String address(String message) {
    var body = URLEncoder.encode(message, StandardCharsets.UTF_8).replace("+", "%20");
    return "sms:" + number + "?&body=" + body;
  }
}
