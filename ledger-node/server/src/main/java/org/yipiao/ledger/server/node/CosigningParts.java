package org.yipiao.ledger.server.node;

import java.time.InstantSource;
import java.util.function.Consumer;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.cosigning.CosignatureTally;
import org.yipiao.ledger.server.cosigning.CosigningRule;
import org.yipiao.ledger.server.cosigning.FalseCosigning;
import org.yipiao.ledger.server.cosigning.OwnKeys;
import org.yipiao.ledger.server.cosigning.PostQuantumRule;
import org.yipiao.ledger.server.cosigning.PostQuantumTally;
import org.yipiao.ledger.server.ordering.OrderingEngine;

/** What signs for the log, cosigns, and tells what has become final. */
record CosigningParts(
    CosignatureTally tally,
    CosigningRule rule,
    PostQuantumTally postQuantumTally,
    PostQuantumRule postQuantumRule) {

  static CosigningParts of(
      LogParts log,
      OwnKeys keys,
      OrderingEngine engine,
      InstantSource clock,
      Consumer<FinalCheckpoint> becameFinal) {
    var chain = log.chain();
    var validators = log.validators();
    var divergence = log.divergence();
    var falsehoods = new FalseCosigning(chain, validators, log.lies(), log.evidence());
    var tally =
        new CosignatureTally(chain, validators, keys, divergence, falsehoods, clock, becameFinal);
    var rule = new CosigningRule(chain, validators, keys, clock, divergence, engine::submitFirst);
    var postQuantumTally = new PostQuantumTally(chain, validators, keys, falsehoods);
    var postQuantumRule =
        new PostQuantumRule(
            chain, validators, keys, clock, divergence, postQuantumTally, engine::submitFirst);
    return new CosigningParts(tally, rule, postQuantumTally, postQuantumRule);
  }
}
