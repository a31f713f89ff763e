package org.yipiao.ledger.protocol.wire;

import java.util.Optional;

/** One of a closed list that is written as its number, which is never given to another meaning. */
public interface Numbered {

  int number();

  /** The one of a number, if one of these has it. */
  static <N extends Numbered> Optional<N> find(N[] known, int number) {
    for (N each : known) {
      if (each.number() == number) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
