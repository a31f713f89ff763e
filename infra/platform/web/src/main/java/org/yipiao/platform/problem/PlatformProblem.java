package org.yipiao.platform.problem;

import org.springframework.http.HttpStatus;

/** Refusals that every service gives in the same way. */
public enum PlatformProblem implements ProblemCode {
  /** No token. */
  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, false),
  /** A token that was sound and has expired: the caller fetches a new one. */
  TOKEN_EXPIRED(HttpStatus.UNAUTHORIZED, false),
  /** A token that is forged, not valid yet, of another issuer or for another audience. */
  TOKEN_INVALID(HttpStatus.UNAUTHORIZED, false),
  /** The token is sound but does not carry the scope. */
  INSUFFICIENT_SCOPE(HttpStatus.FORBIDDEN, false),
  /** The token is sound but the thing belongs to somebody else. */
  FORBIDDEN(HttpStatus.FORBIDDEN, false),
  NOT_FOUND(HttpStatus.NOT_FOUND, false),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, false),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, false),
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, false),
  /** Not JSON, an unknown or repeated member, a wrong type. */
  BODY_UNREADABLE(HttpStatus.BAD_REQUEST, false),
  /** Readable, but fields break their rules. */
  FIELDS_INVALID(HttpStatus.UNPROCESSABLE_CONTENT, false),
  /** A query parameter, path variable or header is missing or malformed. */
  REQUEST_INVALID(HttpStatus.BAD_REQUEST, false),
  BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, false),
  IDEMPOTENCY_KEY_REQUIRED(HttpStatus.BAD_REQUEST, false),
  IDEMPOTENCY_KEY_INVALID(HttpStatus.BAD_REQUEST, false),
  /** The key was used for another request; the fields say what differs. */
  IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, false),
  /** The first request with this key is still being worked on. */
  IDEMPOTENCY_IN_FLIGHT(HttpStatus.CONFLICT, true),
  /** The authorization server cannot be asked for its keys. */
  AUTHORIZATION_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, true),
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, true),
  TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, true),
  /** A bug on our side; the trace id finds it. The outcome is unknown: ask before repeating. */
  INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, true);

  private final HttpStatus status;
  private final boolean retryable;

  PlatformProblem(HttpStatus status, boolean retryable) {
    this.status = status;
    this.retryable = retryable;
  }

  @Override
  public HttpStatus status() {
    return status;
  }

  @Override
  public boolean retryable() {
    return retryable;
  }
}
