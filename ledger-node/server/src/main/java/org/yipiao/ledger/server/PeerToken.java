package org.yipiao.ledger.server;

/** Gives an access token for reading from the other validators' nodes. */
@FunctionalInterface
public interface PeerToken {

  /** A token that is valid now, with the scope {@code ledger.read}. */
  String get();
}
