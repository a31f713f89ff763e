package org.yipiao.gateway.item;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

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
    try {
      out.println(ItemTableReader.read(Path.of(arguments[0])).codes() + " items");
    } catch (ItemTableException fault) {
      out.println(fault.getMessage());
      System.exit(UNUSABLE);
    } catch (UncheckedIOException failure) {
      out.println("cannot read " + arguments[0]);
      System.exit(UNUSABLE);
    }
  }
}
