package org.yipiao.ledger.server.store;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.function.Predicate;

/**
 * An error of the system as messages tell it. RocksDB and the JDK put the words of the system's
 * library into their texts, in the language that this process was started in, and the number
 * nowhere.
 *
 * @param inEnglish how its words begin where no other language is set
 * @param here its words in this process
 */
public record SystemError(String inEnglish, String here) {

  /** The device has not done what it was asked for. */
  static final SystemError EIO = numbered(5, "Input/output error");

  /** What was asked for is not there. */
  static final SystemError ENOENT = numbered(2, "No such file");

  /** The disk, the quota or the limit of a file leaves no room; as on Linux. */
  private static final List<SystemError> NO_ROOM =
      List.of(
          numbered(28, "No space left on device"),
          numbered(122, "Disk quota exceeded"),
          numbered(27, "File too large"));

  /** The system does not give what it has: rights, files that are open at once, memory. */
  private static final List<SystemError> NOT_GIVEN =
      List.of(
          numbered(13, "Permission denied"),
          numbered(24, "Too many open files"),
          numbered(23, "Too many open files in system"),
          numbered(12, "Cannot allocate memory"));

  private static final int WORDS_BYTES = 1_024;

  private static final int CAUSES = 20;

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

  /** Whether something failed because the disk did not take what was written. */
  public static boolean isFullDisk(Throwable failure) {
    return tellsOf(NO_ROOM, failure);
  }

  /** Whether something failed because the device did not do what it was asked for. */
  public static boolean isOfDevice(Throwable failure) {
    return tellsOf(List.of(EIO), failure);
  }

  /**
   * Whether something failed by the system or its disk, which says nothing of what is written
   * there.
   */
  public static boolean saysNothingOfContent(Throwable failure) {
    return isFullDisk(failure)
        || isOfDevice(failure)
        || anyCause(failure, AccessDeniedException.class::isInstance)
        || tellsOf(NOT_GIVEN, failure);
  }

  private static boolean tellsOf(List<SystemError> errors, Throwable failure) {
    return anyCause(
        failure,
        cause ->
            cause instanceof IOException
                && errors.stream().anyMatch(one -> one.isIn(String.valueOf(cause.getMessage()))));
  }

  private static boolean anyCause(Throwable failure, Predicate<Throwable> wanted) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < CAUSES; depth++) {
      if (wanted.test(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
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
