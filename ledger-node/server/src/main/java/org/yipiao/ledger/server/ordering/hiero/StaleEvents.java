package org.yipiao.ledger.server.ordering.hiero;

import java.util.function.Consumer;
import org.hiero.consensus.model.event.PlatformEvent;
import org.hiero.consensus.model.transaction.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that will never be ordered: what this node put into one goes into a later one.
 *
 * @param member whose engine it is
 */
record StaleEvents(int member, SubmissionBuffer buffer, Resting resting)
    implements Consumer<PlatformEvent> {

  private static final Logger log = LoggerFactory.getLogger(StaleEvents.class);

  @Override
  public void accept(PlatformEvent event) {
    boolean own = event.getCreatorId().id() == member;
    int needs = 0;
    for (var transactions = event.transactionIterator(); transactions.hasNext(); ) {
      Transaction transaction = transactions.next();
      switch (EngineTransaction.decode(transaction.getApplicationTransaction())) {
        case EngineTransaction.Payload(byte[] bytes) -> {
          needs++;
          if (own && !buffer.offer(bytes)) {
            log.debug("no room to order a payload again that was in a stale event");
          }
        }
        case EngineTransaction.Call() -> needs++;
        case EngineTransaction.StateSignature _, EngineTransaction.Unknown() -> {}
      }
    }
    resting.lost(needs);
    if (own && buffer.hasPayloads()) {
      resting.wake();
    }
  }
}
