package org.yipiao.ledger.server.store;

/** The disk or the database under the store failed. The node cannot go on with this store. */
public final class StoreFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StoreFailure(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreFailure(String message) {
    super(message);
  }
}
