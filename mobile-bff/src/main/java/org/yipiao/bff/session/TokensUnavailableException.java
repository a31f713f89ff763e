package org.yipiao.bff.session;

/** The authorization server cannot be asked now for a new access token. */
public final class TokensUnavailableException extends RuntimeException {

  TokensUnavailableException() {
    super("no access token can be had now", null, false, false);
  }
}
