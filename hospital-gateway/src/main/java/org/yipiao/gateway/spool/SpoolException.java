package org.yipiao.gateway.spool;

import java.io.Serial;

/** The store cannot be read or written; whether the last write is durable is unknown. */
public final class SpoolException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  SpoolException(String message) {
    super(message);
  }

  SpoolException(String message, Throwable cause) {
    super(message, cause);
  }
}
