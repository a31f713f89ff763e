package org.yipiao.ledger.protocol.suite;

import java.nio.ByteBuffer;
import java.security.PublicKey;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * The short name of a member's transaction key: the first 4 bytes of SHA-256 over its DER
 * SubjectPublicKeyInfo, big-endian. It selects a key among those of one member, where it is unique;
 * it proves nothing.
 */
public final class KeyId {

  private KeyId() {}

  public static int of(PublicKey key) {
    return ofEncoded(key.getEncoded());
  }

  static int ofEncoded(byte[] subjectPublicKeyInfo) {
    return ByteBuffer.wrap(Digest.sha256(subjectPublicKeyInfo).bytes()).getInt();
  }
}
