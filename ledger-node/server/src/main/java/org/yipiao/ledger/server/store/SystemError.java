package org.yipiao.ledger.server.store;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * An error of the system as messages tell it. RocksDB and the JDK put the words of the system's
 * library into their texts, in the language that this process was started in, and the number
 * nowhere.
 *
 * @param inEnglish how its words begin where no other language is set
 * @param here its words in this process
 */
record SystemError(String inEnglish, String here) {

  /** The device has not done what it was asked for. */
  static final SystemError EIO = numbered(5, "Input/output error");

  /** What was asked for is not there. */
  static final SystemError ENOENT = numbered(2, "No such file");

  private static final int WORDS_BYTES = 1_024;

  /**
   * @param number as on Linux and macOS
   */
  static SystemError numbered(int number, String inEnglish) {
    return new SystemError(inEnglish, words(number, inEnglish));
  }

  /** Whether a message tells of it. */
  boolean isIn(String message) {
    return message.contains(inEnglish) || message.contains(here);
  }

  /** As POSIX {@code strerror} has them. */
  @SuppressWarnings({"restricted", "IllegalCatch"})
  private static String words(int number, String inEnglish) {
    try {
      var linker = Linker.nativeLinker();
      var strerror =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("strerror"),
              FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
      var words = (MemorySegment) strerror.invokeExact(number);
      String text = words.reinterpret(WORDS_BYTES).getString(0, StandardCharsets.UTF_8);
      return text.isEmpty() ? inEnglish : text;
    } catch (Throwable e) { // Whatever keeps it from being asked, English is left.
      return inEnglish;
    }
  }
}
