package org.yipiao.quickstart.drive;

import java.io.IOException;

/** A call was answered, and refused. */
public final class RefusedException extends IOException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  RefusedException(JsonHttp.Answer answer, String what) {
    super(
        "cannot "
            + what
            + ": "
            + answer.status()
            + " "
            + answer.code()
            + " "
            + answer.body().path("detail").asString(""));
    this.status = answer.status();
    this.code = answer.code();
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The problem's code, such as {@code SIGN_IN_NEEDED}, else {@code HTTP} and the status. */
  public String code() {
    return code;
  }
}
