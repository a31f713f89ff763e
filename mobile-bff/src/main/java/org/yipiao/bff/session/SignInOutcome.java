package org.yipiao.bff.session;

/** How a sign-in ended. */
sealed interface SignInOutcome {

  /**
   * @param cookie value of the session's cookie
   */
  record Began(String cookie) implements SignInOutcome {}

  record Failed(SignInRefusal refusal) implements SignInOutcome {}
}
