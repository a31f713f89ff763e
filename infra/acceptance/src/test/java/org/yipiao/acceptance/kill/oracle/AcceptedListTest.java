package org.yipiao.acceptance.kill.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptedListTest {

  @TempDir Path folder;

  @Test
  void readsBackWhatWasWrittenInItsOrderWhileItIsStillOpen() throws IOException {
    SoundRun run = new SoundRun();
    Path file = folder.resolve("accepted.jsonl");
    try (AcceptedList list = AcceptedList.create(file)) {
      for (AcceptedBill bill : run.bills) {
        list.add(bill);
      }
      for (AcceptedClaim claim : run.claims) {
        list.add(claim);
      }
      AcceptedList.Content content = AcceptedList.read(file);
      assertThat(content.bills()).isEqualTo(run.bills);
      assertThat(content.claims()).isEqualTo(run.claims);
    }
  }

  @Test
  void neverWritesIntoTheListOfAnotherRun() throws IOException {
    Path file = folder.resolve("accepted.jsonl");
    AcceptedList.create(file).close();
    assertThatThrownBy(() -> AcceptedList.create(file))
        .isInstanceOf(FileAlreadyExistsException.class);
  }
}
