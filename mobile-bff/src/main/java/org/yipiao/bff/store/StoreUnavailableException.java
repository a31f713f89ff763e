package org.yipiao.bff.store;

/** Redis does not answer: who is signed in cannot be known now. */
public final class StoreUnavailableException extends RuntimeException {

  StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
