package org.yipiao.quickstart.demo;

import java.nio.file.Path;
import java.util.List;

/** The demo as the command line calls it, found by {@link java.util.ServiceLoader}. */
@FunctionalInterface
public interface Demo {

  /**
   * Runs the demo.
   *
   * @param root the clone
   * @param words options and operands after {@code demo}
   * @return 0 when every promise held, 1 if not, 2 for a wrong command line, 130 after Ctrl-C
   */
  int run(Path root, List<String> words);
}
