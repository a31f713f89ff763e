package org.yipiao.authorization.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/** The token against forged forms, a text in the sign-in's session; without one there is none. */
final class SessionCsrfTokens implements CsrfTokenRepository {

  private static final String HEADER = "X-CSRF-TOKEN";
  private static final String PARAMETER = "_csrf";

  private final SecureRandom random = new SecureRandom();

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    var secret = new byte[16];
    random.nextBytes(secret);
    return token(HexFormat.of().formatHex(secret));
  }

  private static CsrfToken token(String secret) {
    return new DefaultCsrfToken(HEADER, PARAMETER, secret);
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    if (token != null) {
      var secret = token.getToken();
      SignInSession.of(request).ifPresent(session -> session.csrf(secret));
    }
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return SignInSession.of(request)
        .flatMap(SignInSession::csrf)
        .map(SessionCsrfTokens::token)
        .orElse(null);
  }
}
