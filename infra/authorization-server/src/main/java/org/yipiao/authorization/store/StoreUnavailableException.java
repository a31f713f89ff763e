package org.yipiao.authorization.store;

/** The store cannot be reached, or is full. */
public final class StoreUnavailableException extends RuntimeException {

  StoreUnavailableException(String message) {
    super(message);
  }

  StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
