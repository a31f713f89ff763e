package org.yipiao.cli;

import java.util.List;

/** What makes members' keys: the node's own program, which alone knows those of its engine. */
@FunctionalInterface
interface KeyMaking {

  /**
   * Makes them; what is wrong is said on standard error.
   *
   * @param arguments as the program has them
   * @return its exit code
   */
  int make(List<String> arguments);
}
