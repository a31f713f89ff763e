package org.yipiao.ledger.server.ordering;

/** No engine may run here now; the message says what it waits for. */
public final class EngineNotDueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EngineNotDueException(String reason) {
    super(reason);
  }
}
