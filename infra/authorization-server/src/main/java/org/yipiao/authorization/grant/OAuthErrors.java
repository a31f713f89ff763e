package org.yipiao.authorization.grant;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ErrorAuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * Errors of the endpoints that clients call (RFC 6749, section 5.2). What is over in a moment has
 * status 503, so that no client takes it for a refusal and drops what it holds.
 */
public final class OAuthErrors {

  private OAuthErrors() {}

  /** To a client that has proven itself. */
  public static AuthenticationFailureHandler ofRequests() {
    var refusing = new OAuth2ErrorAuthenticationFailureHandler();
    return (request, response, e) -> {
      if (isPassing(e)) {
        writeUnavailable(response);
      } else {
        refusing.onAuthenticationFailure(request, response, e);
      }
    };
  }

  /** To a client that has not: the code alone, for a description would help whoever guesses. */
  public static AuthenticationFailureHandler ofProofs() {
    return OAuthErrors::answerProof;
  }

  private static void answerProof(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException, ServletException {
    var code = code(e);
    if (isPassing(e)) {
      writeUnavailable(response);
    } else {
      boolean unproven = code.equals(OAuth2ErrorCodes.INVALID_CLIENT);
      write(response, unproven ? HttpStatus.UNAUTHORIZED : HttpStatus.BAD_REQUEST, code);
    }
  }

  /** The server cannot answer at present; the same call again may be met. */
  public static void writeUnavailable(HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, "1");
    write(response, HttpStatus.SERVICE_UNAVAILABLE, OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE);
  }

  private static boolean isPassing(AuthenticationException e) {
    return code(e).equals(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE);
  }

  private static String code(AuthenticationException e) {
    return e instanceof OAuth2AuthenticationException refused
        ? refused.getError().getErrorCode()
        : OAuth2ErrorCodes.SERVER_ERROR;
  }

  private static void write(HttpServletResponse response, HttpStatus status, String code)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    // Codes are ours or the standard's: letters and underscores.
    var body = "{\"error\":\"" + code + "\"}";
    response.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
  }
}
