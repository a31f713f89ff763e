package org.yipiao.ledger.server.explorer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.server.http.NodeProblem;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.problem.ProblemException;

/**
 * Looks through the final log for the operations of an invoice, from its end back and a part at a
 * time: the log has no index by invoices.
 */
final class InvoiceSearch {

  /** Leaves that one request looks at. */
  static final int LEAVES_AT_ONCE = 16_384;

  private static final int LEAVES_A_READ = 1_024;
  private static final Duration RETRY_SOON = Duration.ofSeconds(1);

  /** One tag byte and a fixed64. */
  private static final int FIRST_FIELD = 1 + Long.BYTES;

  private final FinalLog log;
  private final Semaphore places;

  /** The log as far as it is final. */
  interface FinalLog {

    /** How many leaves it has. */
    long size();

    /** Leaves side by side. */
    List<byte[]> leaves(long first, int count);
  }

  /**
   * @param atOnce searches that may run at once
   */
  InvoiceSearch(FinalLog log, int atOnce) {
    this.log = log;
    this.places = new Semaphore(atOnce);
  }

  /**
   * What was found among the leaves from one to before another.
   *
   * @param indexes of the operations, the newest first
   */
  record Part(long from, long before, List<Long> indexes) {
    Part {
      indexes = List.copyOf(indexes);
    }
  }

  /**
   * Looks at the final leaves before a place, {@link #LEAVES_AT_ONCE} at most.
   *
   * @throws ProblemException when too many look already
   */
  Part before(InvoiceId invoice, long place) {
    if (!places.tryAcquire()) {
      throw new ProblemException(NodeProblem.SEARCHES_FULL).retryAfter(RETRY_SOON);
    }
    try {
      long before = Math.min(place, log.size());
      long from = Math.max(0, before - LEAVES_AT_ONCE);
      List<Long> found = new ArrayList<>();
      for (long first = from; first < before; first += LEAVES_A_READ) {
        int count = (int) Math.min(LEAVES_A_READ, before - first);
        List<byte[]> leaves = log.leaves(first, count);
        for (int i = 0; i < leaves.size(); i++) {
          if (concerns(LeafV1.decode(leaves.get(i)), invoice.value())) {
            found.add(first + i);
          }
        }
      }
      return new Part(from, before, found.reversed());
    } finally {
      places.release();
    }
  }

  /** Operations 2 to 10 begin with the invoice's id; a reversal goes on with the red one's. */
  private static boolean concerns(LeafV1 leaf, long invoice) {
    if (leaf.type() < OperationType.ISSUE_INVOICE.number()
        || leaf.type() > OperationType.RETURN_REIMBURSEMENT.number()) {
      return false;
    }
    var fields = ByteBuffer.wrap(leaf.operation()).order(ByteOrder.LITTLE_ENDIAN);
    return fields.getLong(1) == invoice
        || (leaf.type() == OperationType.REVERSE_INVOICE.number()
            && fields.getLong(FIRST_FIELD + 1) == invoice);
  }
}
