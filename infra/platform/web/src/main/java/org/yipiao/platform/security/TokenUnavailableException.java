package org.yipiao.platform.security;

/** No access token could be had; the message says whether the server refused or was not there. */
public final class TokenUnavailableException extends RuntimeException {

  private final boolean refused;

  TokenUnavailableException(String message, boolean refused) {
    super(message);
    this.refused = refused;
  }

  TokenUnavailableException(String message, Throwable cause) {
    super(message, cause);
    this.refused = false;
  }

  /** The same failure, met by somebody else. */
  TokenUnavailableException(TokenUnavailableException shared) {
    super(shared.getMessage(), shared);
    this.refused = shared.refused;
  }

  /** Whether the server answered no: another try with the same settings will not help. */
  public boolean refused() {
    return refused;
  }
}
