package org.yipiao.cli;

import java.util.Set;

/** One step on a change's way to the ledger. */
interface ChangeStep {

  /** The options with a value that it takes beside those of all steps. */
  Set<String> options();

  /** The options without a value that it takes beside those of all steps. */
  default Set<String> flags() {
    return Set.of();
  }

  /**
   * Takes it.
   *
   * @throws ChangeRefusal saying why it is not taken
   */
  ChangeAnswer run(Arguments arguments);
}
