package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.store.Family;

/** Whether one node has come to what another one has. */
final class EqualNodes {

  private static final List<Family> COMPARED =
      List.of(Family.ROWS, Family.MAP, Family.LEAVES, Family.TILES, Family.BLOCKS);

  private EqualNodes() {}

  /** Whether it takes transactions, with the other's last block, all of it final. */
  static boolean activeAndEqual(LedgerNode node, LedgerNode other) {
    Chain here = node.chain();
    Chain there = other.chain();
    return node.status().takesTransactions()
        && here.head().equals(there.head())
        && here.finalSize() == there.log().size();
  }

  /** To the byte. */
  static void assertSameEntries(Chain here, Chain there) {
    for (Family family : COMPARED) {
      assertThat(entries(here, family)).as("%s", family).isEqualTo(entries(there, family));
    }
  }

  private static List<String> entries(Chain chain, Family family) {
    var hex = HexFormat.of();
    return chain.store().range(family, new byte[0], null, Integer.MAX_VALUE).stream()
        .map(entry -> hex.formatHex(entry.key()) + " " + hex.formatHex(entry.value()))
        .toList();
  }
}
