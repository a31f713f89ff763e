package org.yipiao.ledger.server.node;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.IntFunction;
import org.yipiao.ledger.contract.rules.Members;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.chain.StoredRows;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.lies.EvidenceStore;
import org.yipiao.ledger.server.lies.Lies;
import org.yipiao.ledger.server.lies.OutdatedOrders;
import org.yipiao.ledger.server.store.KeyValueStore;

/** The log of a store, who validates it, and who was caught lying about it or is behind. */
record LogParts(
    Chain chain,
    Validators validators,
    Divergence divergence,
    Lies lies,
    OutdatedOrders outdated,
    EvidenceStore evidence) {

  static LogParts of(Genesis genesis, KeyValueStore store, InstantSource clock) {
    var chain = new Chain(store, genesis.ledgerId());
    var rows = new LedgerRows(new StoredRows(store));
    IntFunction<Optional<String>> names =
        number -> new Members(genesis, rows).member(number).map(GenesisMember::name);
    return new LogParts(
        chain,
        new Validators(genesis, rows),
        new Divergence(chain),
        new Lies(names, clock),
        new OutdatedOrders(names, clock),
        new EvidenceStore(store));
  }
}
