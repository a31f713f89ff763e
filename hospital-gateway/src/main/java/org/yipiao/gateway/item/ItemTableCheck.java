package org.yipiao.gateway.item;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.yipiao.platform.files.ReadFault;
import org.yipiao.platform.reason.Reason;

/**
 * Checks an item table before a gateway is started with it: {@code ItemTableCheck FILE}. Prints how
 * many codes have a price and ends with 0, or prints the first fault, in the language that the
 * environment names, and ends with 2.
 */
public final class ItemTableCheck {

  private static final int UNUSABLE = 2;
  private static final String LANGUAGE = "YIPIAO_LANGUAGE";

  private ItemTableCheck() {}

  /** The only argument is the file. */
  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Locale language = Locale.forLanguageTag(System.getenv().getOrDefault(LANGUAGE, "en"));
    int exit = check(Path.of(arguments[0]), language, out);
    if (exit != 0) {
      System.exit(exit);
    }
  }

  /** Prints what is found; the exit code. */
  static int check(Path file, Locale language, PrintStream out) {
    try {
      out.println(ItemTableReader.read(file).codes() + " items");
      return 0;
    } catch (ItemTableException fault) {
      out.println(fault.in(language));
    } catch (UncheckedIOException failure) {
      out.println(Reason.of(ItemFault.NOT_READ, file, reason(file, failure)).in(language));
    }
    return UNUSABLE;
  }

  private static Reason reason(Path file, UncheckedIOException failure) {
    return ReadFault.ofFile(file)
        .orElseGet(() -> ReadFault.of(Objects.requireNonNull(failure.getCause())));
  }
}
