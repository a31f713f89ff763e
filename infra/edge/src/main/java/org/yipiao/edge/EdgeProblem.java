package org.yipiao.edge;

import org.springframework.http.HttpStatus;
import org.yipiao.platform.problem.ProblemCode;

/** Why the door itself refuses a request. */
public enum EdgeProblem implements ProblemCode {
  /** A path, or a query, that two programs could read in two ways. */
  ADDRESS_REFUSED(HttpStatus.BAD_REQUEST, false),
  ADDRESS_TOO_LONG(HttpStatus.URI_TOO_LONG, false),
  HEADERS_TOO_LARGE(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, false),
  /** The body did not arrive in time; nobody worked on the request, or not on all of it. */
  REQUEST_TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, true),
  /** The server is away: the request did not reach it. */
  SERVER_AWAY(HttpStatus.SERVICE_UNAVAILABLE, true),
  /** As many requests as it may have are with the server: this one did not reach it. */
  SERVER_BUSY(HttpStatus.SERVICE_UNAVAILABLE, true),
  /** The door itself has as many requests, or bodies of requests, as it has room for. */
  DOOR_BUSY(HttpStatus.SERVICE_UNAVAILABLE, true),
  /** The server was asked and has not answered in time; the outcome is unknown. */
  ANSWER_LATE(HttpStatus.GATEWAY_TIMEOUT, true),
  /** The server was asked and broke off; the outcome is unknown. */
  ANSWER_BROKEN(HttpStatus.BAD_GATEWAY, true),
  /** Requests cannot be counted, and uncounted ones are not let through here. */
  COUNTING_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, true);

  private final HttpStatus status;
  private final boolean retryable;

  EdgeProblem(HttpStatus status, boolean retryable) {
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
