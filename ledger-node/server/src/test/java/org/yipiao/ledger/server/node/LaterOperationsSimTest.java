package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.CancelPaper;
import org.yipiao.ledger.protocol.operation.MarkPaperPrinted;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReverseInvoice;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.development.DevelopmentMember;

/** Operations that the ledger's version of the contract does not have, validly signed. */
class LaterOperationsSimTest {

  @TempDir private Path directory;

  @Test
  void orderedTheyLeaveNothingAndHinderNothing() throws Exception {
    var consortium = SimulatedConsortium.withBlocks(directory, 1);
    assertThat(consortium.genesis().contractVersion()).isEqualTo(1);
    long size = size(consortium, 1);
    Digest digest = Digest.sha256(new byte[0]);
    long invoice = SimulatedConsortium.FIRST;
    for (Operation operation :
        List.of(
            new ReverseInvoice(invoice, invoice + 1, digest, 1),
            new MarkPaperPrinted(invoice, digest),
            new CancelPaper(invoice),
            new AnchorEvidence(digest, 1))) {
      Operation known = consortium.invoice(1).operations().getFirst();
      consortium.submit(
          2, consortium.sign(DevelopmentMember.HOSPITAL_ONE, List.of(known, operation)));
    }
    consortium.run(Duration.ofSeconds(4));
    for (int member = 1; member <= 4; member++) {
      assertThat(size(consortium, member)).isEqualTo(size);
    }

    consortium.makeBlocks(1, 1);

    for (int member = 1; member <= 4; member++) {
      assertThat(size(consortium, member)).isEqualTo(size + 2);
      assertThat(consortium.node(member).chain().finalSize()).isEqualTo(size + 2);
    }
  }

  private static long size(SimulatedConsortium consortium, int member) {
    return consortium.node(member).chain().head().orElseThrow().tree().size();
  }
}
