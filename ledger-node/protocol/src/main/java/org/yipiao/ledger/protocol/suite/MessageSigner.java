package org.yipiao.ledger.protocol.suite;

/** A private key that is ready to sign. */
@FunctionalInterface
public interface MessageSigner {

  /** The signature over the whole message. */
  byte[] sign(byte[] message);
}
