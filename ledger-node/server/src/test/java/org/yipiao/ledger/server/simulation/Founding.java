package org.yipiao.ledger.server.simulation;

import java.util.List;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.server.node.NodeKeys;

/** The consortium of all scenarios, whose keys are the same in every run. */
record Founding(Genesis genesis, TrustRoot trust) {

  private static final Founding FIRST = under(1);
  private static final Founding SECOND = under(2);

  private static Founding under(int contractVersion) {
    var genesis = SeededConsortium.genesis(contractVersion);
    return new Founding(genesis, TrustRoot.of(genesis, List.of()));
  }

  static Founding of(Scenario.Rules rules) {
    return switch (rules) {
      case VERSION_1, ACTIVATES_2 -> FIRST;
      case VERSION_2 -> SECOND;
    };
  }

  static NodeKeys keys(int member) {
    return new NodeKeys(
        SeededConsortium.logSigner(member), SeededConsortium.cosigner(member), null);
  }
}
