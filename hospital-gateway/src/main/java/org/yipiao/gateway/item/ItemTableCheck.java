package org.yipiao.gateway.item;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.yipiao.platform.files.ReadFault;

/**
 * Checks an item table before a gateway is started with it: {@code ItemTableCheck FILE}. Prints how
 * many codes have a price and ends with 0, or prints the first fault and ends with 2.
 */
public final class ItemTableCheck {

  private static final int UNUSABLE = 2;

  private ItemTableCheck() {}

  /** The only argument is the file. */
  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int exit = check(Path.of(arguments[0]), out);
    if (exit != 0) {
      System.exit(exit);
    }
  }

  /** Prints what is found; the exit code. */
  static int check(Path file, PrintStream out) {
    try {
      out.println(ItemTableReader.read(file).codes() + " items");
      return 0;
    } catch (ItemTableException fault) {
      out.println(fault.getMessage());
    } catch (UncheckedIOException failure) {
      out.println("cannot read " + file + ": " + reason(file, failure));
    }
    return UNUSABLE;
  }

  private static String reason(Path file, UncheckedIOException failure) {
    return ReadFault.ofFile(file)
        .orElseGet(() -> ReadFault.of(Objects.requireNonNull(failure.getCause())));
  }
}
