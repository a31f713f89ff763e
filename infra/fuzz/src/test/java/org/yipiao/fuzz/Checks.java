package org.yipiao.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.store.StoreFailure;

/** What holds for decoders of many kinds. */
public final class Checks {

  private Checks() {}

  /** What a decoder reads, unless it refuses with {@link FormatException} and a text. */
  public static <T> Optional<T> read(Supplier<T> decoder) {
    return read(FormatException.class, decoder);
  }

  /** What a decoder reads, unless it refuses with {@link StoreFailure} and a text. */
  public static <T> Optional<T> stored(Supplier<T> decoder) {
    return read(StoreFailure.class, decoder);
  }

  /**
   * What a decoder reads, unless it refuses with the documented exception and a text. Nothing but
   * the decoder runs in here: an exception of that kind from what comes later is a finding.
   */
  public static <T> Optional<T> read(
      Class<? extends RuntimeException> documented, Supplier<T> decoder) {
    T read;
    try {
      read = decoder.get();
    } catch (RuntimeException refused) {
      if (!documented.isInstance(refused)) {
        throw refused;
      }
      require(!String.valueOf(refused.getMessage()).isBlank(), "a refusal says why");
      return Optional.empty();
    }
    require(read != null, "nothing is read");
    return Optional.of(read);
  }

  /** What is read has the one spelling that it came in. */
  public static <T> FuzzTarget.Body canonical(
      Function<byte[], T> decode, Function<T, byte[]> encode) {
    return input ->
        read(() -> decode.apply(input)).ifPresent(read -> same(encode.apply(read), input));
  }

  /** Likewise for texts. */
  public static <T> FuzzTarget.Body canonicalText(
      Function<String, T> parse, Function<T, String> format) {
    return input -> {
      String text = text(input);
      read(() -> parse.apply(text))
          .ifPresent(
              read -> require(format.apply(read).equals(text), "another spelling comes back"));
    };
  }

  /** What is read and written is read again, and written in the same way. */
  public static <T> FuzzTarget.Body repeated(
      Function<byte[], T> decode, Function<T, byte[]> encode) {
    return input ->
        read(() -> decode.apply(input)).ifPresent(read -> writtenAgain(read, decode, encode));
  }

  /** Likewise for what has been read. */
  public static <T> void writtenAgain(
      T read, Function<byte[], T> decode, Function<T, byte[]> encode) {
    byte[] written = encode.apply(read);
    same(encode.apply(decode.apply(written)), written);
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
