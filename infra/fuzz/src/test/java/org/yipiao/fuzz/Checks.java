package org.yipiao.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.store.StoreFailure;

/** What holds for decoders of many kinds. */
public final class Checks {

  private Checks() {}

  /** Refuses with {@link FormatException} and a text, or reads. */
  public static void format(Runnable decoder) {
    refusing(FormatException.class, decoder);
  }

  /** Refuses with {@link StoreFailure} and a text, or reads. */
  public static void store(Runnable decoder) {
    refusing(StoreFailure.class, decoder);
  }

  /** Refuses with the documented exception and a text, or reads. */
  public static void refusing(Class<? extends RuntimeException> documented, Runnable decoder) {
    try {
      decoder.run();
    } catch (RuntimeException refused) {
      if (!documented.isInstance(refused)) {
        throw refused;
      }
      require(!String.valueOf(refused.getMessage()).isBlank(), "a refusal says why");
    }
  }

  /** What is read has the one spelling that it came in. */
  public static <T> FuzzTarget.Body canonical(
      Function<byte[], T> decode, Function<T, byte[]> encode) {
    return input -> format(() -> same(encode.apply(decode.apply(input)), input));
  }

  /** Likewise for texts. */
  public static <T> FuzzTarget.Body canonicalText(
      Function<String, T> parse, Function<T, String> format) {
    return input ->
        format(() -> {
          String text = text(input);
          require(format.apply(parse.apply(text)).equals(text), "another spelling comes back");
        });
  }

  public static void same(byte[] back, byte[] input) {
    require(Arrays.equals(back, input), "other bytes come back");
  }

  public static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  public static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
