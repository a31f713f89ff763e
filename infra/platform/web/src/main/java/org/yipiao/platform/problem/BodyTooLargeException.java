package org.yipiao.platform.problem;

import java.io.IOException;

/** The body of a request went over its limit while it was being read. */
public final class BodyTooLargeException extends IOException {

  private final long limitBytes;

  public BodyTooLargeException(long limitBytes) {
    super("body over " + limitBytes + " bytes");
    this.limitBytes = limitBytes;
  }

  public long limitBytes() {
    return limitBytes;
  }
}
