package org.yipiao.quickstart.demo;

import java.io.IOException;
import java.util.function.Consumer;

/** The ledger's log as far as it is final. */
@FunctionalInterface
interface FinalLog {

  /** Hands over each leaf in order; a log may be longer than what fits into memory. */
  void eachLeaf(Consumer<byte[]> taker) throws IOException;
}
