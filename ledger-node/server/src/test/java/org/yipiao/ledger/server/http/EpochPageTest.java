package org.yipiao.ledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.node.DismissedMember;

/** Whoever asks for epochs is told how many there are, wherever it begins. */
class EpochPageTest {

  @TempDir Path directory;

  @Test
  void namesTheLastEpochAlsoToWhoeverAsksBeyondTheEnd() throws Exception {
    var controller = new EpochController(DismissedMember.of(directory).node(1));
    assertThat(controller.epochs(1).changes()).hasSize(1);
    for (long from : new long[] {Long.MIN_VALUE, 0, 1, 2, 3, 1_000, Long.MAX_VALUE}) {
      var page = controller.epochs(from);
      assertThat(page.last()).as("from %d", from).isEqualTo(1);
      assertThat(page.changes()).as("from %d", from).hasSize(from <= 1 ? 1 : 0);
    }
  }
}
