package org.yipiao.ledger.server.http;

import org.springframework.http.HttpStatus;
import org.yipiao.ledger.protocol.transaction.TransactionFault;
import org.yipiao.platform.problem.ProblemCode;

/** The node's refusals. */
public enum NodeProblem implements ProblemCode {
  NO_QUORUM(HttpStatus.SERVICE_UNAVAILABLE, true),
  NOT_A_VALIDATOR(HttpStatus.SERVICE_UNAVAILABLE, false),
  CATCHING_UP(HttpStatus.SERVICE_UNAVAILABLE, true),
  BUSY(HttpStatus.SERVICE_UNAVAILABLE, true),
  DISK(HttpStatus.SERVICE_UNAVAILABLE, true),
  DAMAGED(HttpStatus.SERVICE_UNAVAILABLE, true),
  DEVICE(HttpStatus.SERVICE_UNAVAILABLE, true),
  DIVERGED(HttpStatus.SERVICE_UNAVAILABLE, false),
  NODE_FAILED(HttpStatus.SERVICE_UNAVAILABLE, true),
  ID_REUSED(HttpStatus.CONFLICT, false),
  TRANSACTION_EXPIRED(HttpStatus.UNPROCESSABLE_CONTENT, false),
  EXPIRY_TOO_FAR(HttpStatus.UNPROCESSABLE_CONTENT, false),
  TRANSACTION_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, false),
  TOO_MANY_OPERATIONS(HttpStatus.UNPROCESSABLE_CONTENT, false),
  NO_OPERATIONS(HttpStatus.UNPROCESSABLE_CONTENT, false),
  MALFORMED_TRANSACTION(HttpStatus.BAD_REQUEST, false),
  MALFORMED_OPERATION(HttpStatus.BAD_REQUEST, false),
  OPERATION_COUNT_MISMATCH(HttpStatus.UNPROCESSABLE_CONTENT, false),
  OPERATIONS_ROOT_MISMATCH(HttpStatus.UNPROCESSABLE_CONTENT, false),
  WRONG_LEDGER(HttpStatus.UNPROCESSABLE_CONTENT, false),
  UNKNOWN_MEMBER(HttpStatus.UNPROCESSABLE_CONTENT, false),
  UNKNOWN_KEY(HttpStatus.UNPROCESSABLE_CONTENT, false),
  BAD_SIGNATURE(HttpStatus.UNPROCESSABLE_CONTENT, false),
  NOT_FINAL(HttpStatus.NOT_FOUND, true),
  UNKNOWN_INVOICE(HttpStatus.NOT_FOUND, true),
  UNKNOWN_CLAIM(HttpStatus.NOT_FOUND, true),
  STATE_NOT_PROVABLE(HttpStatus.NOT_FOUND, false),
  UNKNOWN_OPERATION(HttpStatus.NOT_FOUND, true),
  STREAMS_FULL(HttpStatus.SERVICE_UNAVAILABLE, true),
  SEARCHES_FULL(HttpStatus.SERVICE_UNAVAILABLE, true);

  private final HttpStatus status;
  private final boolean retryable;

  NodeProblem(HttpStatus status, boolean retryable) {
    this.status = status;
    this.retryable = retryable;
  }

  static NodeProblem of(TransactionFault fault) {
    return switch (fault) {
      case TOO_LARGE -> TRANSACTION_TOO_LARGE;
      case TOO_MANY_OPERATIONS -> TOO_MANY_OPERATIONS;
      case NO_OPERATIONS -> NO_OPERATIONS;
      case MALFORMED -> MALFORMED_TRANSACTION;
      case MALFORMED_OPERATION -> MALFORMED_OPERATION;
      case OPERATION_COUNT_MISMATCH -> OPERATION_COUNT_MISMATCH;
      case OPERATIONS_ROOT_MISMATCH -> OPERATIONS_ROOT_MISMATCH;
      case WRONG_LEDGER -> WRONG_LEDGER;
      case UNKNOWN_MEMBER -> UNKNOWN_MEMBER;
      case UNKNOWN_KEY -> UNKNOWN_KEY;
      case BAD_SIGNATURE -> BAD_SIGNATURE;
    };
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
