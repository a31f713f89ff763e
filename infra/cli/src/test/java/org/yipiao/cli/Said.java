package org.yipiao.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** What a command printed, to whichever stream, and ended with. */
record Said(int exit, String text) {

  /** Runs a command in this JVM. */
  static Said by(Path root, String... words) {
    return by(root, Map.of(), words);
  }

  /** Runs a command in this JVM under an environment. */
  static Said by(Path root, Map<String, String> environment, String... words) {
    return of(() -> YipiaoCommand.run(root, List.of(words), environment));
  }

  /** Runs something that prints and ends with an exit code. */
  static Said of(IntSupplier command) {
    var said = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    int exit;
    try (var caught = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setOut(caught);
      System.setErr(caught);
      exit = command.getAsInt();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return new Said(exit, said.toString(StandardCharsets.UTF_8));
  }
}
