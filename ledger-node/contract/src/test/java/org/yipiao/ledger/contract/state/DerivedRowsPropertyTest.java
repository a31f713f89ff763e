package org.yipiao.ledger.contract.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.RandomTraffic;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.seeds.Seeds;

/** The tables that no state root covers say nothing that the covered ones do not. */
class DerivedRowsPropertyTest {

  @Test
  void derivedRowsFollowFromClaims() {
    long seed = Seeds.of(this);
    var ledger = new SimulatedLedger(SeededConsortium.genesis(2));
    var traffic = new RandomTraffic(ledger, new SplittableRandom(seed));
    var seen = new TreeMap<String, String>();
    for (int i = 0; i < 200; i++) {
      traffic.round();
      Map<String, String> kept = derived(ledger.state());
      assertThat(kept).as("seed %d", seed).isEqualTo(fromClaims(ledger.state()));
      seen.putAll(kept);
    }
    for (Table table : Table.values()) {
      assertThat(seen.keySet().stream().anyMatch(key -> key.startsWith(prefix(table))))
          .as("%s occurs in this test, seed %d", table, seed)
          .isEqualTo(table.derived());
    }
  }

  private static String prefix(Table table) {
    return HexFormat.of().toHexDigits(table.prefix());
  }

  /** A count of 0 says the same as no count. */
  private static Map<String, String> derived(LedgerState state) {
    var rows = new TreeMap<String, String>();
    for (Row row : state.range(RowKey.of(new byte[] {0}), null, Integer.MAX_VALUE)) {
      Table table = Table.ofPrefix(row.key().table());
      boolean count = table == Table.OPEN || table == Table.RESERVED;
      if (table.derived() && !(count && ByteBuffer.wrap(row.value()).getLong() == 0)) {
        rows.put(row.key().toString(), HexFormat.of().formatHex(row.value()));
      }
    }
    return rows;
  }

  private static Map<String, String> fromClaims(LedgerState state) {
    var made = new TreeLedgerState();
    var block = new BlockState(made);
    var rows = new WritableRows(block);
    RowKey from = RowKey.of(Table.CLAIM.key(0).array());
    RowKey to = RowKey.of(Table.CLAIM_ID.key(0).array());
    for (Row row : state.range(from, to, Integer.MAX_VALUE)) {
      var key = ByteBuffer.wrap(row.key().bytes(), 1, 28);
      long invoice = key.getLong();
      int payer = key.getInt();
      ClaimId claimId = RowBytes.claim(key);
      ClaimRow claim = ClaimRow.decode(row.value());
      if (claim.state().liveOrSettled()) {
        rows.putBenefit(invoice, payer, claim.benefit(), claimId);
      }
      if (claim.state() == ClaimState.RESERVED) {
        rows.putDue(claim.expiryNanos(), payer, claimId, invoice);
        rows.addUncommitted(payer, 1);
      }
      if (claim.state() == ClaimState.RESERVED || claim.state() == ClaimState.COMMITTED) {
        rows.addOpen(payer, 1);
      }
    }
    made.apply(block.changes());
    return derived(made);
  }
}
