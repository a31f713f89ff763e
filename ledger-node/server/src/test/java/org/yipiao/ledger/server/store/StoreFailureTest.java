package org.yipiao.ledger.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.yipiao.ledger.server.store.StoreFailure.Kind.DAMAGED;
import static org.yipiao.ledger.server.store.StoreFailure.Kind.DEVICE;
import static org.yipiao.ledger.server.store.StoreFailure.Kind.DISK;
import static org.yipiao.ledger.server.store.StoreFailure.Kind.OTHER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What the database and the system say, as whoever runs a node has to act on it. */
class StoreFailureTest {

  @TempDir private Path folder;

  /** What RocksDB says when a read gives EIO. */
  static RocksDBException deviceError(String path) {
    String text = "While pread offset 4096 len 8192: " + path + ": Input/output error";
    return new RocksDBException(text, new Status(Status.Code.IOError, Status.SubCode.None, text));
  }

  private static StoreFailure.Kind kind(Status.Code code, Status.SubCode sub, String text) {
    return StoreFailure.of("reading", new RocksDBException(text, new Status(code, sub, text)))
        .kind();
  }

  @Test
  void anErrorOfTheDeviceIsToldFromAChecksumThatDoesNotHold() {
    var met = StoreFailure.of("reading ROWS", deviceError("/data/store/000012.sst"));
    assertThat(met.kind()).isEqualTo(DEVICE);
    assertThat(met.file()).hasValue("000012.sst");
    String mismatch = "block checksum mismatch: stored = 1, computed = 2 in 000012.sst";
    assertThat(kind(Status.Code.Corruption, Status.SubCode.None, mismatch)).isEqualTo(DAMAGED);
  }

  /** The system's words are in the language that the node was started in. */
  @Test
  void isToldByWhatWasDoneAndByItsCodeWhereTheSystemSpeaksAnotherLanguage() {
    var io = Status.Code.IOError;
    for (String read :
        new String[] {
          "While pread offset 4096 len 8192: /data/store/000012.sst: 输入/输出错误",
          "While reading file sequentially: /data/store/MANIFEST-000004: 输入/输出错误"
        }) {
      assertThat(kind(io, Status.SubCode.None, read)).as(read).isEqualTo(DEVICE);
    }
    String written = "While appending to file: /data/store/000012.log: ";
    assertThat(kind(io, Status.SubCode.NoSpace, written + "设备上没有空间")).isEqualTo(DISK);
    assertThat(kind(io, Status.SubCode.None, written + "只读文件系统")).isEqualTo(DISK);
    String missing = "While open a file for random read: /data/store/000012.sst: 没有那个文件或目录";
    assertThat(kind(io, Status.SubCode.Undefined, missing)).isEqualTo(DAMAGED);
  }

  @Test
  void theOthersStayWhatTheyWere() {
    var io = Status.Code.IOError;
    assertThat(kind(io, Status.SubCode.NoSpace, "No space left on device")).isEqualTo(DISK);
    assertThat(kind(io, Status.SubCode.None, "000012.sst: No such file or directory"))
        .isEqualTo(DAMAGED);
    assertThat(kind(io, Status.SubCode.None, "lock /data/store/LOCK: busy")).isEqualTo(OTHER);
    assertThat(kind(io, Status.SubCode.None, "While pread /blocks/000012.sst: x"))
        .isEqualTo(DEVICE);
    assertThat(kind(io, Status.SubCode.None, "Read-only file system")).isEqualTo(DISK);
  }

  /** Logs are mapped into memory, where the system's error comes without its number. */
  @Test
  void filesThatTheDeviceDoesNotGiveAreNoDamageEither() {
    assertThat(StoreFailure.reading(folder, new IOException("Input/output error")).kind())
        .isEqualTo(DEVICE);
    assertThat(StoreFailure.reading(folder, new InternalError("unsafe memory access")).kind())
        .isEqualTo(DEVICE);
    assertThat(StoreFailure.reading(folder, new IOException("Too many open files")).kind())
        .isEqualTo(OTHER);
  }

  @Test
  void aNoteOfDamageIsLeftForDamageAlone() {
    var device = new FirstFailure(folder);
    device.met(StoreFailure.of("reading ROWS", deviceError("000012.sst")));
    assertThat(device.get()).isPresent();
    assertThat(folder.resolve(DamageNote.NAME)).doesNotExist();
    new FirstFailure(folder).met(StoreFailure.damaged("checksum in 000012.sst"));
    assertThat(folder.resolve(DamageNote.NAME)).exists();
  }

  /** Nothing is set aside, so nothing is rebuilt, and the next start finds the store as it was. */
  @Test
  void aStoreWhoseDeviceGivesErrorsStaysWhereItIs() throws IOException {
    Path directory = folder.resolve("store");
    RocksKeyValueStore.open(directory).close();
    for (int start = 0; start < 2; start++) {
      var met =
          catchThrowableOfType(
              StoreFailure.class,
              () ->
                  StoreDirectory.open(
                          directory,
                          _ -> new WriteSet(),
                          _ -> {
                            throw StoreFailure.of("opening", deviceError("000012.sst"));
                          })
                      .close());
      assertThat(met.kind()).isEqualTo(DEVICE);
    }
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(directory);
    }
    StoreDirectory.open(directory, _ -> new WriteSet()).close();
  }
}
