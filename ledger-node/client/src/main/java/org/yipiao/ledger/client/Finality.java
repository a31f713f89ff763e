package org.yipiao.ledger.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.client.http.TransactionState;

/** What became of a transaction within the time that was waited. */
public sealed interface Finality {

  /**
   * The transaction is in a checkpoint with a quorum's cosignatures, checked here.
   *
   * @param acceptedAt when the asked node accepted it, if it was that node
   * @param finalAt when the asked node held the quorum, by its own clock
   * @param operations one for each operation, in order
   */
  record Final(
      TransactionRef transaction,
      Optional<Instant> acceptedAt,
      Optional<Instant> finalAt,
      List<FinalOperation> operations)
      implements Finality {

    public Final {
      operations = List.copyOf(operations);
    }

    /** The first operation that was not applied. */
    public Optional<FinalOperation> firstRefused() {
      return operations.stream().filter(operation -> !operation.applied()).findFirst();
    }
  }

  /**
   * It is in no final block and never will be: a final block's time is at or after its expiry.
   * Signing the same operations anew is safe.
   *
   * @param ledgerTime that block's time
   */
  record ExpiredForGood(TransactionRef transaction, Instant ledgerTime) implements Finality {}

  /**
   * Not decided yet, or no node could be asked.
   *
   * @param state what the last node that answered said; {@code null} when none did
   * @param causes what went wrong with nodes, {@code uri: cause}
   */
  record StillPending(
      TransactionRef transaction, @Nullable TransactionState state, List<String> causes)
      implements Finality {

    public StillPending {
      causes = List.copyOf(causes);
    }
  }
}
