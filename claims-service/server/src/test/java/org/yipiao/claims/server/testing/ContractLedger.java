package org.yipiao.claims.server.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.client.ClaimLookup;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.InvoiceLookup;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.client.Submission;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.client.http.ClaimStateView;
import org.yipiao.ledger.client.http.InvoiceStateView;
import org.yipiao.ledger.client.http.TransactionState;
import org.yipiao.ledger.contract.rules.Contract;
import org.yipiao.ledger.contract.rules.OperationOutcome;
import org.yipiao.ledger.contract.state.BlockState;
import org.yipiao.ledger.contract.state.InvoiceRow;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.contract.state.TreeLedgerState;
import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.log.InclusionProof;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReleaseReimbursement;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.transaction.TransactionLimits;
import org.yipiao.ledger.protocol.transaction.TransactionReading;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/**
 * The ledger's own contract applied in the order of submission, in one process and without proofs:
 * the real rules under a workflow, with a switch to lose transactions until they expire.
 */
public final class ContractLedger implements LedgerClient {

  private final Genesis genesis;
  private final Contract contract;
  private final TreeLedgerState state = new TreeLedgerState();
  private final Map<TransactionId, Finality> fates = new HashMap<>();
  private final Map<ClaimId, ReserveReimbursement> reservations = new HashMap<>();
  private final Map<ClaimId, Digest> releases = new HashMap<>();
  private int losing;
  private int denied;
  private final Set<TransactionId> denials = new HashSet<>();
  private boolean unseenExpired;
  private int unanswered;
  private boolean down;
  private volatile boolean silent;
  private @Nullable String refusal;
  private long nanos;

  public ContractLedger(Genesis genesis) {
    this.genesis = genesis;
    this.contract = Contract.of(genesis.contractVersion(), genesis);
    this.nanos = EpochNanos.of(Instant.now());
  }

  public synchronized void issue(long invoice, long claimableFen, long totalFen) {
    BlockState block = new BlockState(state);
    new WritableRows(block)
        .putInvoice(invoice, InvoiceRow.issued(4, Digest.ZERO, claimableFen, totalFen));
    state.apply(block.changes());
  }

  /** The next {@code count} transactions vanish and are then told to have expired for good. */
  public synchronized void lose(int count) {
    losing = count;
  }

  /** Applies the next {@code count} transactions, and tells once that they expired for good. */
  public synchronized void deny(int count) {
    denied = count;
  }

  /** Of a transaction that was never handed over, tells from now on that it expired for good. */
  public synchronized void expireUnseen() {
    unseenExpired = true;
  }

  /** Ends {@link #expireUnseen}. */
  public synchronized void seeAgain() {
    unseenExpired = false;
  }

  /** Takes the next {@code count} transactions, and lets nobody know for as many questions. */
  public synchronized void answerNothing(int count) {
    unanswered = count;
  }

  /** No node can be reached, or all are back. */
  public synchronized void down(boolean isDown) {
    down = isDown;
  }

  /** Nobody who asks for an invoice is answered, however long, or all are again. */
  public void silent(boolean isSilent) {
    silent = isSilent;
  }

  /** Refuses transactions with this code from now on, or takes them again with null. */
  public synchronized void refuse(@Nullable String code) {
    refusal = code;
  }

  /** Moves the consensus time ahead, and releases the reservations that are due by then. */
  public synchronized void pass(Duration time) {
    nanos += time.toNanos();
    BlockState block = new BlockState(state);
    contract.sweep(new WritableRows(block), nanos);
    state.apply(block.changes());
  }

  /** A payer has that many more reservations open on other invoices, or fewer. */
  public synchronized void openElsewhere(int payer, int change) {
    BlockState block = new BlockState(state);
    new WritableRows(block).addOpen(payer, change);
    state.apply(block.changes());
  }

  /** A payer reserves of an invoice without committing. */
  public synchronized void reserve(int payer, long invoice, long fen, Duration validity) {
    nanos++;
    BlockState block = new BlockState(state);
    Instant expiry = Instant.ofEpochSecond(0, nanos).plus(validity);
    OperationOutcome outcome =
        contract.apply(
            new WritableRows(block),
            genesis.member(payer).orElseThrow(),
            ReserveReimbursement.of(
                new InvoiceId(invoice),
                ClaimId.random(new java.util.Random(nanos)),
                Money.ofFen(fen),
                Digest.sha256(new byte[] {1}),
                Digest.ZERO,
                Digest.ZERO,
                expiry,
                false),
            nanos);
    if (!outcome.outcome().applied()) {
      throw new IllegalStateException(outcome.toString());
    }
    state.apply(block.changes());
  }

  /** The reservation that was applied for a claim. */
  public synchronized Optional<ReserveReimbursement> reservation(ClaimId claim) {
    return Optional.ofNullable(reservations.get(claim));
  }

  /** The digest of the bank's rejection with which a claim was released. */
  public synchronized Optional<Digest> releasedWith(ClaimId claim) {
    return Optional.ofNullable(releases.get(claim));
  }

  public synchronized InvoiceRow row(long invoice) {
    return new LedgerRows(state).invoice(invoice).orElseThrow();
  }

  @Override
  public Submission submit(SignedTransaction transaction) {
    return submit(transaction.bytes());
  }

  @Override
  public synchronized Submission submit(byte[] bytes) {
    if (down) {
      return new Submission.NotTaken(
          List.of("test:node: Connection refused"), Duration.ofSeconds(1));
    }
    if (refusal != null) {
      return new Submission.Refused(refusal, "");
    }
    if (!(SignedTransaction.decode(bytes, TransactionLimits.DEFAULT)
        instanceof TransactionReading.Read(SignedTransaction transaction))) {
      return new Submission.Refused("UNDECODABLE", "");
    }
    var header = transaction.header();
    GenesisMember member = genesis.member(header.member()).orElseThrow();
    var key = member.transactionKey(header.keyId());
    var suite = genesis.signatureSuite(new java.security.SecureRandom());
    if (key.isEmpty() || !transaction.verify(suite.verifier(key.get()))) {
      return new Submission.Refused("BAD_SIGNATURE", "");
    }
    if (!fates.containsKey(header.transactionId())) {
      fates.put(header.transactionId(), execute(transaction, member));
    }
    if (unanswered > 0) {
      return new Submission.NotTaken(List.of("test:node: timed out"), Duration.ofSeconds(1));
    }
    return new Submission.Accepted(Instant.now(), java.net.URI.create("test:node"));
  }

  private Finality execute(SignedTransaction transaction, GenesisMember member) {
    TransactionRef ref = TransactionRef.of(transaction);
    if (losing > 0) {
      losing--;
      return new Finality.ExpiredForGood(ref, ref.expiry());
    }
    List<FinalOperation> operations = new ArrayList<>();
    for (Operation operation : transaction.operations()) {
      nanos++;
      BlockState block = new BlockState(state);
      OperationOutcome outcome = contract.apply(new WritableRows(block), member, operation, nanos);
      state.apply(block.changes());
      if (operation instanceof ReserveReimbursement reserve && outcome.outcome().applied()) {
        reservations.put(reserve.claimId(), reserve);
      }
      if (operation instanceof ReleaseReimbursement release && outcome.outcome().applied()) {
        releases.put(release.claimId(), release.rejectionDigest());
      }
      LeafV1 leaf =
          new LeafV1(
              operation.type().number(),
              ref.member(),
              transaction.header().keyId(),
              ref.id(),
              operations.size(),
              nanos,
              operation.encode(),
              outcome.outcome().number(),
              outcome.detail());
      operations.add(
          new FinalOperation(
              operations.size(), leaf, leaf.encode(), new InclusionProof(0, 1, List.of()), ""));
    }
    if (denied > 0) {
      denied--;
      denials.add(ref.id());
    }
    return new Finality.Final(ref, Optional.empty(), Optional.empty(), operations);
  }

  @Override
  public synchronized Finality awaitFinal(TransactionRef transaction, Duration atMost) {
    if (down) {
      return new Finality.StillPending(transaction, null, List.of("test:node: Connection refused"));
    }
    if (unanswered > 0) {
      unanswered--;
      return new Finality.StillPending(transaction, null, List.of("test:node: timed out"));
    }
    if (denials.remove(transaction.id())) {
      return new Finality.ExpiredForGood(transaction, transaction.expiry());
    }
    Finality fate = fates.get(transaction.id());
    if (fate == null && unseenExpired) {
      return new Finality.ExpiredForGood(transaction, transaction.expiry());
    }
    return fate == null
        ? new Finality.StillPending(transaction, TransactionState.UNKNOWN, List.of())
        : fate;
  }

  @Override
  public InvoiceLookup invoice(InvoiceId invoice) {
    if (silent) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new InvoiceLookup.Unavailable(List.of("test:node: interrupted"));
      }
    }
    return said(invoice);
  }

  private synchronized InvoiceLookup said(InvoiceId invoice) {
    if (down) {
      return new InvoiceLookup.Unavailable(List.of("test:node: Connection refused"));
    }
    LedgerRows rows = new LedgerRows(state);
    Optional<InvoiceRow> found = rows.invoice(invoice.value());
    if (found.isEmpty()) {
      return new InvoiceLookup.NotIssued();
    }
    InvoiceRow row = found.get();
    return new InvoiceLookup.Found(
        new InvoiceStateView(
            invoice.toString(),
            row.hospital(),
            row.status().name(),
            row.commitment().hex(),
            row.totalFen(),
            row.claimableFen(),
            row.remainingFen(),
            rows.held(invoice.value()).stream()
                .map(held ->
                    new InvoiceStateView.PayerView(
                        held.payer(),
                        held.reservedFen(),
                        held.committedFen(),
                        held.reimbursedFen(),
                        held.returnedFen()))
                .toList(),
            1,
            1));
  }

  @Override
  public synchronized ClaimLookup claim(int member, ClaimId claim) {
    if (down) {
      return new ClaimLookup.Undecided(List.of("test:node: Connection refused"));
    }
    LedgerRows rows = new LedgerRows(state);
    Optional<Long> invoice = rows.invoiceOfClaim(member, claim);
    if (invoice.isEmpty()) {
      return new ClaimLookup.NotKnown();
    }
    var row = rows.claim(invoice.get(), member, claim).orElseThrow();
    return new ClaimLookup.Found(
        new ClaimStateView(
            member,
            claim.value(),
            new InvoiceId(invoice.get()).toString(),
            row.state().name(),
            row.benefit().hex(),
            row.reservedFen(),
            row.committedFen(),
            row.reimbursedFen(),
            row.returnedFen(),
            1,
            1));
  }

  @Override
  public void close() {}
}
