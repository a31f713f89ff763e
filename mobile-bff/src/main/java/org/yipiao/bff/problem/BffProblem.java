package org.yipiao.bff.problem;

import org.springframework.http.HttpStatus;
import org.yipiao.platform.problem.ProblemCode;

/** Refusals of this service; names are stable. */
public enum BffProblem implements ProblemCode {
  /** Nobody is signed in, or the session has ended. */
  SIGN_IN_NEEDED(HttpStatus.UNAUTHORIZED, false),
  /** The session is there, but the call does not prove that it comes from the session's browser. */
  BINDING_NEEDED(HttpStatus.UNAUTHORIZED, false),
  /** The proof is of another key, of another call, too old, or was used before. */
  BINDING_REFUSED(HttpStatus.UNAUTHORIZED, false),
  /** A page of another site called. */
  CROSS_SITE(HttpStatus.FORBIDDEN, false),
  /** The authorization server cannot be asked now. */
  SIGN_IN_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, true),
  /** No invoice can be linked with these elements; which one is wrong is nobody's to learn. */
  LINK_REFUSED(HttpStatus.UNPROCESSABLE_CONTENT, false),
  /** A service behind has answered with more than this one reads. */
  ANSWER_TOO_LARGE(HttpStatus.BAD_GATEWAY, false),
  /** Only a final invoice can be claimed for. */
  INVOICE_NOT_FINAL(HttpStatus.CONFLICT, true),
  /** The person has as many streams open as one may have. */
  TOO_MANY_STREAMS(HttpStatus.TOO_MANY_REQUESTS, true),
  /** This process has as many streams open as it can serve. */
  STREAMS_FULL(HttpStatus.SERVICE_UNAVAILABLE, true),
  /** The member of staff may look but not decide. */
  DECISION_NOT_ALLOWED(HttpStatus.FORBIDDEN, false);

  private final HttpStatus status;
  private final boolean retryable;

  BffProblem(HttpStatus status, boolean retryable) {
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
