package org.yipiao.ledger.server.ordering.hiero;

import com.hedera.hapi.platform.event.StateSignatureTransaction;
import com.swirlds.platform.builder.ExecutionLayer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.hiero.consensus.model.status.PlatformStatus;
import org.hiero.consensus.model.transaction.TimestampedTransaction;
import org.hiero.consensus.transaction.TransactionLimits;

/** The engine's view of this node: where events take their content from, and where news go. */
final class EngineExecution implements ExecutionLayer {

  private final SubmissionBuffer buffer;
  private final Consumer<PlatformStatus> status;
  private final Consumer<Duration> unhealthy;

  EngineExecution(
      SubmissionBuffer buffer, Consumer<PlatformStatus> status, Consumer<Duration> unhealthy) {
    this.buffer = buffer;
    this.status = status;
    this.unhealthy = unhealthy;
  }

  @Override
  public List<TimestampedTransaction> getTransactionsForEvent() {
    return buffer.takeForEvent();
  }

  @Override
  public boolean hasBufferedSignatureTransactions() {
    return buffer.hasSignatures();
  }

  @Override
  public void submitStateSignature(StateSignatureTransaction signature) {
    buffer.offer(signature);
  }

  @Override
  public void newPlatformStatus(PlatformStatus newStatus) {
    status.accept(newStatus);
  }

  @Override
  public TransactionLimits getTransactionLimits() {
    return new TransactionLimits(
        SubmissionBuffer.MAX_TRANSACTION_BYTES, SubmissionBuffer.MAX_EVENT_BYTES);
  }

  @Override
  public void reportUnhealthyDuration(Duration duration) {
    unhealthy.accept(duration);
  }
}
