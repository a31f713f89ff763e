package org.yipiao.authorization.signin;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.HtmlUtils;

/**
 * The pages of a sign-in: plain HTML without scripts, so that nothing in them can be made to run.
 * Whatever is not written here is escaped.
 */
final class SignInPages {

  static final String SIGN_IN = "/sign-in";
  static final String SEND_CODE = SIGN_IN + "/code";
  static final String OWN_MESSAGE = SIGN_IN + "/message";
  static final String OWN_MESSAGE_SENT = OWN_MESSAGE + "/sent";
  static final String STYLE = SIGN_IN + "/style.css";
  static final String FONTS = SIGN_IN + "/font";

  private static final int OK = 200;

  private final SignInTexts texts;
  private final long codeMinutes;
  private final boolean takesMessages;

  /**
   * @param takesMessages whether people can send a message in the place of a code
   */
  SignInPages(SignInTexts texts, long codeMinutes, boolean takesMessages) {
    this.texts = texts;
    this.codeMinutes = codeMinutes;
    this.takesMessages = takesMessages;
  }

  /** What a page is for. */
  record Reader(Locale language, SignInSession session, SignsIn kind, String csrf) {

    /** This browser, when it asks for a message of its owner's. */
    OwnMessages.Asker asker(String address) {
      return new OwnMessages.Asker(address, session.requestUri(), session.ownMessage());
    }

    /** The text for this reader: staff have no number that is registered in their own name. */
    String text(String key) {
      return kind == SignsIn.STAFF ? key + ".staff" : key;
    }
  }

  /**
   * A text of the bundle that says what went wrong, read out at once by a screen reader.
   *
   * @param status of the answer
   */
  record Alert(int status, String key, List<Object> arguments) {

    static Alert of(int status, String key, Object... arguments) {
      return new Alert(status, key, List.of(arguments));
    }
  }

  Page phone(Reader reader, @Nullable String entered, Optional<Alert> alert) {
    var language = reader.language();
    var form =
        """
        <form method="post" action="/sign-in/code">
        <input type="hidden" name="_csrf" value="%s">
        <label for="phone">%s</label>
        <input id="phone" name="phone" type="tel" inputmode="tel" autocomplete="tel" \
        maxlength="40" required autofocus aria-describedby="hint" value="%s">
        <p id="hint" class="hint">%s</p>
        <button type="submit">%s</button>
        </form>
        """
            .formatted(
                escaped(reader.csrf()),
                word(language, "phone.label"),
                entered == null ? "" : escaped(entered),
                word(language, reader.text("phone.hint")),
                word(language, "phone.submit"));
    return page(reader, reader.text("phone.heading"), alert, form);
  }

  Page code(Reader reader, Optional<Alert> alert) {
    var language = reader.language();
    var form =
        """
        <p>%s</p>
        <form method="post" action="/sign-in">
        <input type="hidden" name="_csrf" value="%s">
        <label for="code">%s</label>
        <input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" \
        pattern="[0-9 ]*" maxlength="12" required autofocus aria-describedby="hint">
        <p id="hint" class="hint">%s</p>
        <button type="submit">%s</button>
        </form>
        %s<p><a href="/sign-in">%s</a></p>
        """
            .formatted(
                word(language, reader.text("code.sent"), codeMinutes),
                escaped(reader.csrf()),
                word(language, "code.label"),
                word(language, "code.hint"),
                word(language, "code.submit"),
                takesMessages ? instead(reader) : "",
                word(language, "code.again"));
    return page(reader, "code.heading", alert, form);
  }

  private String instead(Reader reader) {
    return """
    <form method="post" action="/sign-in/message">
    <input type="hidden" name="_csrf" value="%s">
    <button type="submit" class="second">%s</button>
    </form>
    """
        .formatted(escaped(reader.csrf()), word(reader.language(), "own.offer"));
  }

  /** From the beginning, because what the reader had is worth nothing any more. */
  Page ended(Reader reader, String key) {
    reader.session().endChallenge();
    reader.session().endOwnMessage();
    return phone(
        reader, null, Optional.of(Alert.of(HttpStatus.UNPROCESSABLE_CONTENT.value(), key)));
  }

  /** A page that leads nowhere, with the texts {@code key.heading} and {@code key.body}. */
  Page notice(int status, Locale language, String key) {
    var body = "<p role=\"alert\">" + word(language, key + ".body") + "</p>\n";
    return new Page(
        status, language, framed(language, key + ".heading", body), policy(Optional.empty()));
  }

  Page page(Reader reader, String heading, Optional<Alert> alert, String form) {
    var language = reader.language();
    var said =
        alert
            .map(each ->
                "<p role=\"alert\" class=\"alert\">"
                    + word(language, each.key(), each.arguments().toArray())
                    + "</p>\n")
            .orElse("");
    return new Page(
        alert.map(Alert::status).orElse(OK),
        language,
        framed(language, heading, said + form),
        policy(reader.session().answerOrigin()));
  }

  private String framed(Locale language, String heading, String content) {
    return """
    <!DOCTYPE html>
    <html lang="%s">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>%s</title>
    <link rel="stylesheet" href="/sign-in/style.css">
    </head>
    <body>
    <main>
    <h1>%s</h1>
    %s</main>
    </body>
    </html>
    """
        .formatted(
            language.toLanguageTag(), word(language, "title"), word(language, heading), content);
  }

  String word(Locale language, String key, Object... arguments) {
    return escaped(texts.text(language, key, arguments));
  }

  static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
  }

  /**
   * Chromium holds a form to {@code form-action} through all redirects that follow it, so the
   * client's own origin, where the sign-in ends, has to be among the targets.
   */
  private static String policy(Optional<String> answerOrigin) {
    return "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'"
        + answerOrigin.map(origin -> " " + origin).orElse("")
        + "; frame-ancestors 'none'; base-uri 'none'";
  }
}
