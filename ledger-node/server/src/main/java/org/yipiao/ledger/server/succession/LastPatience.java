package org.yipiao.ledger.server.succession;

import java.time.Duration;

/**
 * How long those that may lie are waited for once all others have answered. It is short, for one
 * that claims what it does not show must not keep an engine from beginning, and doubles with each
 * question that not all have answered: so an honest one beside a liar is heard at last, however
 * slow it is. After the longest it begins anew, so that most questions are short, whoever is
 * silent. Safe for use by several threads.
 */
final class LastPatience {

  static final Duration FIRST = Duration.ofSeconds(2);

  private final Duration all;
  private Duration next;

  /**
   * @param all for all answers, which is the longest
   */
  LastPatience(Duration all) {
    this.all = all;
    this.next = shorter(FIRST);
  }

  Duration all() {
    return all;
  }

  /** For the next question. */
  synchronized Duration next() {
    return next;
  }

  /**
   * A question was asked with it.
   *
   * @param heard whether all have answered
   */
  synchronized void used(boolean heard) {
    next = shorter(heard || next.equals(all) ? FIRST : next.multipliedBy(2));
  }

  private Duration shorter(Duration some) {
    return some.compareTo(all) < 0 ? some : all;
  }
}
