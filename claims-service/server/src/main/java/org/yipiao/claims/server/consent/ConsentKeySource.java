package org.yipiao.claims.server.consent;

/** Where the register publishes the keys that sign consents. */
@FunctionalInterface
public interface ConsentKeySource {

  /**
   * The JWK set (RFC 7517) as it is published now.
   *
   * @throws RuntimeException when there is no answer, or one that is too long
   */
  String read();
}
