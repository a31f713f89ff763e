package org.yipiao.sandbox.problem;

import org.springframework.http.HttpStatus;
import org.yipiao.platform.problem.ProblemCode;

/** What the simulators refuse beside what every service does. */
public enum SandboxProblem implements ProblemCode {
  /** Not the pain.001.001.09 this bank reads; the field says where. */
  MESSAGE_INVALID(HttpStatus.BAD_REQUEST),
  /** The caller does not hold the account that is to be debited; nothing was taken. */
  DEBTOR_ACCOUNT_FORBIDDEN(HttpStatus.FORBIDDEN),
  /** The message id was used for other content. */
  MESSAGE_ID_REUSED(HttpStatus.CONFLICT),
  /** A transfer's end-to-end id was ordered before, in another message. */
  END_TO_END_ID_REUSED(HttpStatus.CONFLICT),
  /** No such message of this tenant. */
  MESSAGE_UNKNOWN(HttpStatus.NOT_FOUND),
  /** Nobody said whose the phone number is. */
  IDENTITY_UNKNOWN(HttpStatus.NOT_FOUND),
  /** The directory takes no further phone number, or no further correction. */
  IDENTITIES_FULL(HttpStatus.CONFLICT);

  private final HttpStatus status;

  SandboxProblem(HttpStatus status) {
    this.status = status;
  }

  @Override
  public HttpStatus status() {
    return status;
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
