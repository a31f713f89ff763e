package org.yipiao.ledger.protocol.log;

import org.yipiao.ledger.protocol.wire.Digest;

/** Where proofs get hashes from. */
@FunctionalInterface
public interface HashReader {

  /**
   * The root of a complete subtree: RFC 9162's {@code MTH(D[index·2^level : (index+1)·2^level])}.
   *
   * @param level 0 for leaf hashes
   * @throws RuntimeException when the store cannot give it; a proof is then not made
   */
  Digest hash(int level, long index);
}
