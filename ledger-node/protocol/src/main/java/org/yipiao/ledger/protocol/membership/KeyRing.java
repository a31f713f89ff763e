package org.yipiao.ledger.protocol.membership;

import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.suite.MessageVerifier;
import org.yipiao.ledger.protocol.suite.SignatureSuite;

/**
 * Members' transaction keys, ready to verify. A key is prepared once; there are as many as quorums
 * ever let in. Thread-safe.
 */
public final class KeyRing {

  private final SignatureSuite suite;
  private final Map<PublicKey, MessageVerifier> prepared = new ConcurrentHashMap<>();

  public KeyRing(SignatureSuite suite) {
    this.suite = suite;
  }

  /** The verifier of one of a member's keys, see {@code KeyId}. */
  public Optional<MessageVerifier> verifier(GenesisMember member, int keyId) {
    return member.transactionKey(keyId).map(key -> prepared.computeIfAbsent(key, suite::verifier));
  }
}
