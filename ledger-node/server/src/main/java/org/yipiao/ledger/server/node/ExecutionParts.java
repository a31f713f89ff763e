package org.yipiao.ledger.server.node;

import java.time.InstantSource;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.server.cosigning.CosignatureTally;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.execution.BlockListener;
import org.yipiao.ledger.server.execution.Executor;
import org.yipiao.ledger.server.execution.OrderWatch;
import org.yipiao.ledger.server.execution.RoundQueue;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.submission.SubmissionLimits;
import org.yipiao.ledger.server.submission.SubmissionQueue;
import org.yipiao.ledger.server.transfer.AskedPeers;
import org.yipiao.ledger.server.transfer.CatchUp;
import org.yipiao.ledger.server.transfer.Following;

/** What makes the log longer: members' submissions, the rounds they come back in, peers' blocks. */
record ExecutionParts(
    SubmissionQueue submissions,
    RoundQueue rounds,
    Executor executor,
    CatchUp catchUp,
    Following following) {

  static ExecutionParts of(
      Genesis genesis,
      LogParts log,
      CosignatureTally tally,
      OwnSeat seat,
      OrderingEngine engine,
      AskedPeers peers,
      InstantSource clock,
      BlockListener executed) {
    var chain = log.chain();
    var rounds = new RoundQueue(chain.store(), chain.position().round(), RoundQueue.Limits.DEFAULT);
    var submissions =
        new SubmissionQueue(
            chain.store(),
            clock,
            SubmissionLimits.DEFAULT,
            bytes -> engine.submit(new Payload.Transaction(bytes).encode()));
    var watch = new OrderWatch(log.lies(), log.outdated());
    var executor =
        new Executor(genesis, chain, rounds, submissions, log.divergence(), watch, executed);
    var catchUp =
        new CatchUp(chain, log.validators(), executor, rounds, tally, log.divergence(), peers);
    var following =
        new Following(
            chain,
            log.validators(),
            executor,
            rounds,
            tally,
            log.divergence(),
            peers,
            seat::follows);
    return new ExecutionParts(submissions, rounds, executor, catchUp, following);
  }
}
