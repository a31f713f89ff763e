package org.yipiao.bff.session;

import org.jspecify.annotations.Nullable;

/** What the authorization server says to a code or a refresh token. */
sealed interface TokenAnswer {

  /**
   * @param lifeSeconds of the access token
   * @param refresh the next refresh token; null when the old one goes on
   * @param identity the id token; null when there is none
   */
  record Granted(
      String access, long lifeSeconds, @Nullable String refresh, @Nullable String identity)
      implements TokenAnswer {

    /** Shows no token. */
    @Override
    public String toString() {
      return "Granted";
    }
  }

  /** The server said no for good: another try will not help. */
  record Refused() implements TokenAnswer {}

  /** The server was not there, or has trouble of its own, or does not know this client. */
  record Unavailable() implements TokenAnswer {}
}
