package org.yipiao.ledger.protocol.suite;

/** A public key that is ready to verify. */
@FunctionalInterface
public interface MessageVerifier {

  /** Whether the signature is valid; {@code false} for bytes of any other shape. */
  boolean verify(byte[] message, byte[] signature);
}
