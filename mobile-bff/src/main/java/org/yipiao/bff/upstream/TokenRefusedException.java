package org.yipiao.bff.upstream;

/** A service behind did not take the access token. */
final class TokenRefusedException extends RuntimeException {

  TokenRefusedException() {
    super("token refused", null, false, false);
  }
}
