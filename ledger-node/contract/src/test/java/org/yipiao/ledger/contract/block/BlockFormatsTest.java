package org.yipiao.ledger.contract.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.state.RowChange;
import org.yipiao.ledger.contract.state.RowKey;
import org.yipiao.ledger.protocol.golden.Fixture;
import org.yipiao.ledger.protocol.log.CompactRange;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.wire.Digest;

/** Where a ledger stands, and what the first state root covers. */
class BlockFormatsTest {

  private static Digest digest(int fill) {
    byte[] bytes = new byte[Digest.LENGTH];
    Arrays.fill(bytes, (byte) fill);
    return Digest.of(bytes);
  }

  @Test
  void theHead() {
    CompactRange tree = CompactRange.empty();
    for (int i = 0; i < 6; i++) {
      tree = tree.append(MerkleTree.leafHash(new byte[] {(byte) i}));
    }
    var head = new LedgerHead(5, 1_767_225_601_234_000_000L, 19, digest(0x0d), digest(0x51), tree);
    Fixture.check(
        "ledger-head",
        "Where a ledger of six leaves stands after block 5.",
        head.encode(),
        fields ->
            fields.take(
                "height 8",
                "time_nanos 8",
                "last_round 8",
                "order_hash 32",
                "state_root 32",
                "tree.size 8",
                "tree.subtree.4 32",
                "tree.subtree.2 32"),
        bytes -> LedgerHead.decode(bytes).encode());
    assertThat(LedgerHead.decode(Fixture.bytes("ledger-head"))).isEqualTo(head);
  }

  @Test
  void whatTheChainedStateRootCovers() {
    byte[] covered =
        HexFormat.of()
            .parseHex(
                "01"
                    + digest(0x0e).hex()
                    + "0000000000000007"
                    + "00000002"
                    + "0002"
                    + "02aa"
                    + "01"
                    + "00000003"
                    + "010203"
                    + "0002"
                    + "07bb"
                    + "00");
    Fixture.check(
        "state-root-chained",
        "What the state root of block 7 covers in version 1: a row that is set, one that goes.",
        covered,
        fields ->
            fields.take(
                "version 1",
                "previous 32",
                "height 8",
                "changes 4",
                "1.key.length 2",
                "1.key 2",
                "1.present 1",
                "1.value.length 4",
                "1.value 3",
                "2.key.length 2",
                "2.key 2",
                "2.present 1"),
        bytes -> bytes);
    var changes =
        List.of(
            new RowChange(RowKey.of(new byte[] {2, (byte) 0xaa}), new byte[] {1, 2, 3}),
            new RowChange(RowKey.of(new byte[] {7, (byte) 0xbb}), null));
    assertThat(StateRoot.after(digest(0x0e), 7, changes))
        .isEqualTo(Digest.sha256(Fixture.bytes("state-root-chained")));
  }
}
