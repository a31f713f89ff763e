package org.yipiao.quickstart.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.event.FinalBlock;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.GenesisRecord;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

class LedgerScanTest {

  private static final byte[] GENESIS = new GenesisRecord(Digest.ZERO).toLeaf(1).encode();

  private static byte[] header(long height) {
    return new BlockHeader(height, 2, 3, Digest.ZERO, 1, Digest.ZERO, Digest.ZERO, Digest.ZERO)
        .toLeaf()
        .encode();
  }

  private static byte[] issue(long invoice) {
    var operation =
        IssueInvoice.of(new InvoiceId(invoice), Digest.ZERO, Money.ofFen(1), Money.ofFen(1));
    return new LeafV1(
            operation.type().number(),
            4,
            1,
            TransactionId.of(new byte[TransactionId.LENGTH]),
            0,
            2,
            operation.encode(),
            0,
            new byte[0])
        .encode();
  }

  @Test
  void cutsALogIntoTheBlocksThatItsNodePublishes() {
    List<byte[]> log =
        List.of(GENESIS, header(0), issue(7), issue(8), header(1), issue(9), header(2));

    List<FinalBlock> blocks = LedgerScan.cut(log, List.of("note 0", "note 1", "note 2"));

    assertThat(blocks)
        .extracting(FinalBlock::height, FinalBlock::firstLeaf, FinalBlock::checkpoint)
        .containsExactly(tuple(0L, 0L, "note 0"), tuple(1L, 2L, "note 1"), tuple(2L, 5L, "note 2"));
    assertThat(blocks.get(1).encode())
        .isEqualTo(new FinalBlock(1, 2, log.subList(2, 5), "note 1").encode());
  }

  @Test
  void leavesOutABlockWhoseCheckpointWasNotRead() {
    List<byte[]> log = List.of(GENESIS, header(0), issue(7), header(1), issue(8));

    assertThat(LedgerScan.cut(log, List.of("note 0"))).hasSize(1);
    assertThat(LedgerScan.cut(log, List.of("note 0", "note 1", "note 2"))).hasSize(2);
  }
}
