package org.yipiao.bench.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.CommitReservation;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Medium;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.quickstart.parts.Consortium;

/** The transactions of one hospital and one payer, each of so many operations side by side. */
final class Batches {

  /** What becomes of each invoice of a batch, one transaction after the other. */
  enum Course {
    ISSUE_ALONE(1),
    ISSUE_RESERVE_COMMIT_SETTLE(4);

    private final int transactions;

    Course(int transactions) {
      this.transactions = transactions;
    }

    int transactions() {
      return transactions;
    }
  }

  private static final long FIRST = InvoiceId.parse("110601260000000001").value();
  private static final int RANGE = 1_000_000;
  private static final int ID_BYTES = 16;
  private static final long TOTAL_FEN = 126_000;
  private static final long CLAIMABLE_FEN = 59_500;
  private static final Duration RESERVED_FOR = Duration.ofHours(1);

  private final Member bureau;
  private final Member hospital;
  private final Member agency;
  private final long salt = new SecureRandom().nextLong();
  private long next = FIRST;
  private long allocated = FIRST;

  Batches(Consortium consortium, Digest ledgerId) throws IOException {
    this.bureau = new Member(consortium, ledgerId, Member.BUREAU, "bureau");
    this.hospital = new Member(consortium, ledgerId, Member.HOSPITAL, "hospital-one");
    this.agency = new Member(consortium, ledgerId, Member.AGENCY, "agency");
  }

  /** Ranges of numbers, until there are enough for so many more invoices. */
  List<SignedTransaction> allocations(long invoices) {
    List<SignedTransaction> all = new ArrayList<>();
    while (allocated < next + invoices) {
      all.add(bureau.sign(List.of(new AllocateNumbers(Member.HOSPITAL, "one", allocated, RANGE))));
      allocated += RANGE;
    }
    return all;
  }

  /**
   * How large transactions are.
   *
   * @param bytes of one with so many issues
   */
  record Size(int batch, int bytes) {}

  Size size(int batch) {
    return new Size(batch, transaction(0, FIRST, batch).size());
  }

  /** The first invoice of the next batch. */
  long take(int batch) {
    long first = next;
    next += batch;
    return first;
  }

  /**
   * The transaction of a step of a batch's course.
   *
   * @param step 0 issues, 1 reserves, 2 commits, 3 settles
   */
  SignedTransaction transaction(int step, long first, int batch) {
    return switch (step) {
      case 0 -> hospital.sign(each(first, batch, this::issue));
      case 1 -> agency.sign(each(first, batch, this::reserve));
      case 2 -> agency.sign(each(first, batch, id -> new CommitReservation(id, claim(id))));
      case 3 -> agency.sign(each(first, batch, this::settle));
      default -> throw new IllegalArgumentException("step " + step);
    };
  }

  private static List<Operation> each(long first, int batch, LongFunction<Operation> operation) {
    return LongStream.range(first, first + batch).mapToObj(operation).toList();
  }

  private Operation issue(long id) {
    return new IssueInvoice(id, digest(id, 1), CLAIMABLE_FEN, TOTAL_FEN);
  }

  private Operation reserve(long id) {
    return new ReserveReimbursement(
        id,
        claim(id),
        CLAIMABLE_FEN,
        digest(id, 2),
        digest(id, 3),
        digest(id, 4),
        EpochNanos.of(Instant.now().plus(RESERVED_FOR)),
        false,
        Medium.ELECTRONIC);
  }

  private Operation settle(long id) {
    return new SettleReimbursement(id, claim(id), CLAIMABLE_FEN, digest(id, 5));
  }

  private ClaimId claim(long id) {
    return ClaimId.of(ByteBuffer.allocate(ID_BYTES).putLong(salt).putLong(id).array());
  }

  /** Like a digest in practice, it cannot be compressed. */
  private static Digest digest(long id, int purpose) {
    return Digest.sha256(
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES).putLong(id).putInt(purpose).array());
  }
}
