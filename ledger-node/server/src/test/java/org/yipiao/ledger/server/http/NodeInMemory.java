package org.yipiao.ledger.server.http;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.client.ClientInMemory.Reply;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.submission.TransactionKey;
import org.yipiao.platform.problem.ProblemException;
import tools.jackson.databind.json.JsonMapper;

/** A node's answers to clients, by its own rules and without a server. */
public final class NodeInMemory {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String EPOCHS = "v1/epochs?from=";

  private final TransactionAdmission admission;
  private final TransactionViews views;
  private final EpochController epochs;

  public NodeInMemory(LedgerNode node, InstantSource clock) {
    this.admission = new TransactionAdmission(node, clock);
    this.views = new TransactionViews(node, new WaitingCalls(node, new RequestTimes()));
    this.epochs = new EpochController(node);
  }

  /**
   * @param path {@code v1/epochs?from=} or below {@code v1/transactions}, as a client asks for it
   * @param posted a transaction that is handed over; {@code null} where something is asked for
   */
  public Reply answer(String path, byte @Nullable [] posted) {
    try {
      return new Reply(200, JSON.writeValueAsString(result(path, posted)), false);
    } catch (ProblemException e) {
      return new Reply(e.code().status().value(), e.code().name(), e.code().retryable());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Object result(String path, byte @Nullable [] posted) throws InterruptedException {
    if (posted != null) {
      return admission.accept(posted);
    }
    if (path.startsWith(EPOCHS)) {
      return epochs.epochs(Long.parseLong(path.substring(EPOCHS.length())));
    }
    String[] parts = path.split("[/?]", -1);
    var key = new TransactionKey(Integer.parseInt(parts[2]), new TransactionId(parts[3]));
    return parts[4].equals("proof") ? views.proof(key) : views.await(key, Duration.ZERO);
  }
}
