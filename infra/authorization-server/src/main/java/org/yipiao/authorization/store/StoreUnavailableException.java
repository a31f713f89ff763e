package org.yipiao.authorization.store;

/** What is kept elsewhere cannot be asked at present, or takes no more. */
public final class StoreUnavailableException extends RuntimeException {

  public StoreUnavailableException(String message) {
    super(message);
  }

  StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
