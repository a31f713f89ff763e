package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hedera.hapi.node.state.primitives.ProtoBytes;
import com.hedera.pbj.runtime.io.buffer.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hiero.base.file.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The records of states, without an engine; with real ones in {@link HieroRosterIT}. */
class StateFilesTest {

  @TempDir Path directory;

  /** The library deletes what it has worked on in threads of its own, some time later. */
  @AfterEach
  void awaitTheLibrary() {
    await()
        .ignoreExceptions()
        .until(() -> {
          FileUtils.deleteDirectory(directory.resolve("work"));
          return true;
        });
  }

  /** The first place is split again and again: its record goes left, the new one right. */
  @Test
  void eachRecordIsAddedWhenItComesToItsPlace() {
    for (int size = 2; size < 70; size++) {
      int[] order = RecordOrder.of(size);
      Map<Integer, Integer> byPlace = new HashMap<>(Map.of(1, order[0], 2, order[1]));
      for (int turn = 2; turn < size; turn++) {
        int first = turn - 1;
        byPlace.put(2 * first + 1, byPlace.remove(first));
        byPlace.put(2 * first + 2, order[turn]);
      }
      for (int index = 0; index < size; index++) {
        assertThat(byPlace).containsEntry(size - 1 + index, index);
      }
    }
  }

  @Test
  void whatIsNoStateIsRefused() throws Exception {
    var files = new StateFiles(directory.resolve("work"), 1);
    var head = new StateRecord(new byte[] {1}, ProtoBytes.PROTOBUF.toBytes(value()).toByteArray());
    Path folder = directory.resolve("state");
    for (List<StateRecord> none :
        List.of(List.<StateRecord>of(), List.of(head), List.of(head, head))) {
      assertThat(files.write(none, new byte[48], folder)).isFalse();
    }
    assertThat(folder).doesNotExist();
  }

  private static ProtoBytes value() {
    return new ProtoBytes(Bytes.wrap(new byte[] {2}));
  }

  @Test
  void aFolderThatIsNoneCannotBeRead() throws Exception {
    var files = new StateFiles(directory.resolve("work"), 1);
    Path folder = Files.createDirectories(directory.resolve("state"));
    assertThatThrownBy(() -> files.records(new SavedState(folder, 7, new byte[48], true)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("round 7");
  }
}
