package org.yipiao.quickstart.demo.promises;

import java.io.IOException;
import java.util.function.Consumer;

/** The ledger's log as far as it is final. */
@FunctionalInterface
public interface FinalLog {

  /** Hands over each leaf in order; a log may be longer than what fits into memory. */
  void eachLeaf(Consumer<byte[]> taker) throws IOException;
}
