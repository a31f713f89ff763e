package org.yipiao.authorization.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.yipiao.authorization.signin.SignInPages.Reader;

/** Who reads the answer to a request: somebody on their way through a sign-in, or anybody. */
final class Readers {

  private final SignInClients kinds;
  private final SignInPages pages;

  Readers(SignInClients kinds, SignInPages pages) {
    this.kinds = kinds;
    this.pages = pages;
  }

  Optional<Reader> of(HttpServletRequest request) {
    return SignInSession.of(request)
        .map(session ->
            new Reader(
                session.language().orElseGet(() -> language(request)),
                session,
                kinds.kindOf(session.client()),
                csrf(request)));
  }

  private static String csrf(HttpServletRequest request) {
    var token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
    return Objects.requireNonNull(token).getToken();
  }

  private static Locale language(HttpServletRequest request) {
    return SignInTexts.language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
  }

  /** For whoever has begun no sign-in. */
  Page over(HttpServletRequest request) {
    return pages.notice(HttpStatus.BAD_REQUEST.value(), language(request), "over");
  }

  Page unavailable(HttpServletRequest request) {
    return pages.notice(HttpStatus.SERVICE_UNAVAILABLE.value(), language(request), "unavailable");
  }
}
