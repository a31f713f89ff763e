package org.yipiao.ledger.contract.state.map;

import org.jspecify.annotations.Nullable;

/** The map's nodes as of some block. A store implements it; nothing here writes. */
@FunctionalInterface
public interface NodeReader {

  /** Keeps nothing: of a ledger whose map was never made. */
  NodeReader NONE = key -> null;

  /** The entry's bytes, or null when there is none. */
  byte @Nullable [] get(byte[] key);
}
