package org.yipiao.ledger.server.node;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.StoredRows;
import org.yipiao.ledger.server.cosigning.Validators;

/**
 * What follows when the log has advanced by an executed block.
 *
 * @param unfinal told that there is something to become final
 */
record Advance(Chain chain, Validators validators, CosigningParts cosigning, UnfinalSince unfinal) {

  private static final Logger LOG = LoggerFactory.getLogger(Advance.class);

  /** Takes up, at a start, what was executed and is not final. */
  void takeUp() {
    long from = chain.finalCheckpoint().map(checkpoint -> checkpoint.height() + 1).orElse(0L);
    chain
        .head()
        .ifPresent(head -> {
          for (long height = from; height < head.height(); height++) {
            chain
                .block(height)
                .ifPresent(block -> cosigning.tally().executed(block.size(), block.height()));
          }
          cosigning.tally().executed(head.tree().size(), head.height());
          if (head.height() >= from) {
            unfinal.executed(head.tree().size());
          }
        });
  }

  /** The last block has just been executed. */
  void executed() {
    chain
        .head()
        .ifPresent(head -> {
          long size = head.tree().size();
          unfinal.executed(size);
          if (validators.takeUp(new LedgerRows(new StoredRows(chain.store())))) {
            long epoch = validators.present().number();
            LOG.atInfo()
                .addKeyValue("ledger.epoch", epoch)
                .addKeyValue("ledger.height", head.height())
                .log("epoch {} begins after size {}", epoch, size);
            cosigning.tally().epochEnded(size);
          }
          cosigning.tally().executed(size, head.height());
          cosigning.postQuantumRule().executed(head);
        });
  }
}
