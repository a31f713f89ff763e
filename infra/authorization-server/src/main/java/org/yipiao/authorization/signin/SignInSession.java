package org.yipiao.authorization.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yipiao.authorization.grant.PersonAuthorizations;

/**
 * One browser on its way through a sign-in. It begins with a client's request, which is the only
 * one that can be continued, and ends with the answer to it: the next sign-in on the same browser
 * asks for a code again, for phones are shared. All attributes are texts.
 */
final class SignInSession {

  private static final String CLIENT = "client";
  private static final String REQUEST = "request";
  private static final String ARRIVED = "arrived";
  private static final String ORIGIN = "origin";
  private static final String CHALLENGE = "challenge";
  private static final String OWN_MESSAGE = "own-message";
  private static final String PERSON = "person";
  private static final String CSRF = "csrf";
  private static final String LANGUAGE = "language";

  private final HttpSession session;

  private SignInSession(HttpSession session) {
    this.session = session;
  }

  /** The sign-in of the browser that asks, if it has begun one. */
  static Optional<SignInSession> of(HttpServletRequest request) {
    return Optional.ofNullable(request.getSession(false))
        .map(SignInSession::new)
        .filter(each -> each.get(REQUEST) != null);
  }

  /**
   * Begins a sign-in, in place of whatever the browser was about.
   *
   * @param arrivedWith the name of the request that it came with
   */
  static void begin(
      HttpServletRequest request,
      String client,
      String arrivedWith,
      PersonAuthorizations.TakenOver taken) {
    var former = request.getSession(false);
    if (former != null) {
      former.invalidate();
    }
    var session = new SignInSession(request.getSession(true));
    session.set(CLIENT, client);
    session.set(REQUEST, taken.requestUri());
    session.set(ARRIVED, arrivedWith);
    session.set(ORIGIN, origin(URI.create(taken.redirectUri())));
    SignInTexts.wanted(taken.uiLocales())
        .ifPresent(language -> session.set(LANGUAGE, language.toLanguageTag()));
  }

  private static String origin(URI address) {
    return address.getScheme()
        + "://"
        + address.getHost()
        + (address.getPort() < 0 ? "" : ":" + address.getPort());
  }

  private @Nullable String get(String name) {
    return session.getAttribute(name) instanceof String text ? text : null;
  }

  private void set(String name, String text) {
    session.setAttribute(name, text);
  }

  /** Whether the request began this sign-in: somebody reloads the first page. */
  boolean beganWith(String client, String requestUri) {
    return client.equals(get(CLIENT)) && requestUri.equals(get(ARRIVED));
  }

  /** Whether it is the request that this sign-in is for. */
  boolean isFor(String client, String requestUri) {
    return client.equals(get(CLIENT)) && requestUri.equals(get(REQUEST));
  }

  String client() {
    return String.valueOf(get(CLIENT));
  }

  String requestUri() {
    return String.valueOf(get(REQUEST));
  }

  /** Where the answer goes. */
  Optional<String> answerOrigin() {
    return Optional.ofNullable(get(ORIGIN));
  }

  /** The language that the client has asked for. */
  Optional<Locale> language() {
    return Optional.ofNullable(get(LANGUAGE)).map(Locale::forLanguageTag);
  }

  Optional<String> challenge() {
    return Optional.ofNullable(get(CHALLENGE));
  }

  void challenge(String challenge) {
    set(CHALLENGE, challenge);
  }

  void endChallenge() {
    session.removeAttribute(CHALLENGE);
  }

  /** The message that the owner of the phone is to send, by its name. */
  Optional<String> ownMessage() {
    return Optional.ofNullable(get(OWN_MESSAGE));
  }

  void ownMessage(String name) {
    set(OWN_MESSAGE, name);
  }

  void endOwnMessage() {
    session.removeAttribute(OWN_MESSAGE);
  }

  /** Who has signed in. */
  Optional<Subject> subject() {
    return Optional.ofNullable(get(PERSON)).map(Subject::parse);
  }

  /** From now on the session is somebody's, under an id that nobody knew before. */
  void signIn(HttpServletRequest request, Subject subject) {
    endChallenge();
    endOwnMessage();
    request.changeSessionId();
    set(PERSON, subject.text());
  }

  Optional<String> csrf() {
    return Optional.ofNullable(get(CSRF));
  }

  void csrf(String token) {
    set(CSRF, token);
  }

  void end() {
    session.invalidate();
  }
}
