package org.yipiao.ledger.server.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** The disk or the database under the store failed. The node cannot go on with this store. */
public final class StoreFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Paths have a "lock" in them, too. */
  private static final Pattern LOCKED = Pattern.compile("(^| )lock ");

  /** What RocksDB says in English, whatever language the system's words are in. */
  private static final Pattern WHILE_READING =
      Pattern.compile("While (pread|reading file sequentially)\\b");

  private static final Pattern FILE =
      Pattern.compile("([0-9]{6,}\\.(?:sst|log)|MANIFEST-[0-9]+|CURRENT|" + StoreMark.NAME + ")");

  /** What kind of trouble it is: each asks for something else of whoever runs the node. */
  public enum Kind {
    /** The disk is full or does not take what is written; what is there is whole. */
    DISK,
    /** What is on the disk is not what was written. */
    DAMAGED,
    /**
     * The device under the store answers with input/output errors. Whether what is on it is whole
     * cannot be told: it may well be, behind a cable or a controller.
     */
    DEVICE,
    /** Anything else, such as a store that another process has open. */
    OTHER
  }

  private final Kind kind;

  /** Of the same kind as its cause, where that is such a failure too. */
  public StoreFailure(String message, Throwable cause) {
    this(cause instanceof StoreFailure before ? before.kind : Kind.OTHER, message, cause);
  }

  public StoreFailure(String message) {
    super(message);
    this.kind = Kind.OTHER;
  }

  private StoreFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  private StoreFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What is on the disk is not what was written. */
  public static StoreFailure damaged(String message) {
    return new StoreFailure(Kind.DAMAGED, message);
  }

  /** What is on the disk is not what was written. */
  public static StoreFailure damaged(String message, Throwable cause) {
    return new StoreFailure(Kind.DAMAGED, message, cause);
  }

  /** A file of a store is not what was written. */
  static StoreFailure damagedIn(Path directory, String what) {
    return damaged("the store in " + directory + " is damaged: " + what);
  }

  /** The device under the store answers with input/output errors. */
  public static StoreFailure device(String message, Throwable cause) {
    return new StoreFailure(Kind.DEVICE, message, cause);
  }

  /** Files of a store cannot be read, be it for the device's sake or for another reason. */
  static StoreFailure reading(Path directory, Throwable cause) {
    String text = "the files of the store in " + directory + " cannot be read";
    // Of a file that is mapped it comes as an internal error.
    return cause instanceof InternalError
            || SystemError.EIO.isIn(String.valueOf(cause.getMessage()))
        ? device(text + ": " + cause.getMessage(), cause)
        : new StoreFailure(text, cause);
  }

  /** The disk does not take what is written. */
  public static StoreFailure disk(String message, Throwable cause) {
    return new StoreFailure(Kind.DISK, message, cause);
  }

  /** The same failure met once more: writing stays refused. */
  StoreFailure again() {
    return new StoreFailure(kind, String.valueOf(getMessage()), this);
  }

  /** A failure of the database, which says in its status what it met and in its text where. */
  static StoreFailure of(String doing, RocksDBException cause) {
    var status = cause.getStatus();
    String text = String.valueOf(cause.getMessage());
    String said = status == null ? text : status.getCode() + ": " + text;
    return new StoreFailure(kind(status, text), doing + ": " + said, cause);
  }

  private static Kind kind(Status status, String text) {
    if (status == null) {
      return text.contains("orruption") ? Kind.DAMAGED : Kind.OTHER;
    }
    return switch (status.getCode()) {
      case Corruption -> Kind.DAMAGED;
      case IOError -> ioError(status, text);
      default -> text.contains("Corruption") ? Kind.DAMAGED : Kind.OTHER;
    };
  }

  /**
   * A file that is not there any more was written once; a lock is another process's. An error of
   * the device says nothing of what is on it: a checksum that does not hold is a corruption. The
   * database has a code for a full disk and one, without a name in Java, for a path that is not
   * there; all else it says in the system's words alone, so that a file which is there and cannot
   * be read is the device's, whatever they are.
   */
  private static Kind ioError(Status status, String text) {
    Status.SubCode sub = status.getSubCode();
    if (sub == Status.SubCode.NoSpace) {
      return Kind.DISK;
    }
    if (SystemError.EIO.isIn(text)) {
      return Kind.DEVICE;
    }
    if (sub == Status.SubCode.Undefined || SystemError.ENOENT.isIn(text)) {
      return Kind.DAMAGED;
    }
    if (LOCKED.matcher(text).find()) {
      return Kind.OTHER;
    }
    return WHILE_READING.matcher(text).find() ? Kind.DEVICE : Kind.DISK;
  }

  public Kind kind() {
    return kind;
  }

  /** The name of the file that it is about, where that is known. */
  public Optional<String> file() {
    Matcher name = FILE.matcher(String.valueOf(getMessage()));
    return name.find() ? Optional.of(name.group(1)) : Optional.empty();
  }
}
