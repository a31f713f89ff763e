package org.yipiao.invoice.server.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.invoice.api.BatchState;
import org.yipiao.invoice.api.BatchSubmission;
import org.yipiao.invoice.api.BatchView;
import org.yipiao.invoice.api.SubmittedDocument;
import org.yipiao.invoice.server.Micros;
import org.yipiao.invoice.server.consortium.Consortium;
import org.yipiao.invoice.server.history.StatusHistory;
import org.yipiao.invoice.server.invoice.InvoiceRegister;
import org.yipiao.invoice.server.invoice.VerifiedDocument;
import org.yipiao.invoice.server.ledger.LedgerTransaction;
import org.yipiao.invoice.server.ledger.LedgerTransactions;
import org.yipiao.invoice.server.ledger.NewTransaction;
import org.yipiao.invoice.server.ledger.TransactionKind;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.invoice.server.problem.MalformedField;
import org.yipiao.invoice.server.waiting.Changes;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionHeader;
import org.yipiao.ledger.protocol.transaction.TransactionReading;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.telemetry.TraceContext;

/**
 * Takes batches from hospitals: everything that can be verified is, then all is stored or nothing.
 */
@Service
public class BatchIntake {

  private static final Logger LOG = LoggerFactory.getLogger(BatchIntake.class);

  private final Consortium consortium;
  private final BatchChecks checks;
  private final BatchMapper mapper;
  private final InvoiceRegister register;
  private final LedgerTransactions ledger;
  private final StatusHistory history;
  private final Changes changes;
  private final TransactionTemplate rows;
  private final InstantSource time;

  BatchIntake(
      Consortium consortium,
      BatchChecks checks,
      BatchMapper mapper,
      InvoiceRegister register,
      LedgerTransactions ledger,
      StatusHistory history,
      Changes changes,
      TransactionTemplate rows,
      InstantSource time) {
    this.consortium = consortium;
    this.checks = checks;
    this.mapper = mapper;
    this.register = register;
    this.ledger = ledger;
    this.history = history;
    this.changes = changes;
    this.rows = rows;
    this.time = time;
  }

  /** Stores a new batch; one that is known gets its state again. */
  public BatchView submit(Caller caller, BatchSubmission submission) {
    if (!submission.batchId().matches("[0-9a-f]{32}")) {
      throw MalformedField.BATCH_ID.at("/batchId");
    }
    int count = submission.documents().size();
    if (count == 0 || count > BatchSubmission.MAX_DOCUMENTS) {
      throw MalformedField.BATCH_SIZE.at("/documents", BatchSubmission.MAX_DOCUMENTS);
    }
    GenesisMember hospital = hospital(caller);
    byte[] digest = digest(submission);
    Optional<BatchView> known = known(caller, submission.batchId(), digest);
    if (known.isPresent()) {
      return known.get();
    }
    Instant now = time.instant();
    SignedTransaction transaction = transaction(hospital, submission.transaction(), now);
    BatchChecks.Verdict verdict = checks.check(transaction, submission.documents(), now);
    refuse(verdict.faults());
    Runnable store =
        () ->
            rows.executeWithoutResult(_ ->
                store(caller, submission.batchId(), digest, transaction, verdict.documents(), now));
    try {
      store.run();
    } catch (ConcurrencyFailureException | DuplicateKeyException e) {
      Optional<BatchView> other = known(caller, submission.batchId(), digest);
      if (other.isPresent()) {
        return other.get();
      }
      store.run();
    }
    tell(submission.batchId(), transaction, verdict.documents());
    return find(caller, submission.batchId()).orElseThrow();
  }

  /** One line for each invoice under its own trace; the transaction's id leads on to the nodes. */
  private static void tell(
      String batchId, SignedTransaction transaction, List<VerifiedDocument> documents) {
    for (VerifiedDocument document : documents) {
      try (var _ = TraceContext.resume(document.traceparent())) {
        LOG.info(
            "invoice {} is stored with batch {} for transaction {}",
            document.document().invoiceId(),
            batchId,
            transaction.header().transactionId());
      }
    }
  }

  private void store(
      Caller caller,
      String batchId,
      byte[] digest,
      SignedTransaction transaction,
      List<VerifiedDocument> documents,
      Instant now) {
    String tenant = caller.tenant().value();
    InvoiceRegister.Meeting meeting = register.meet(tenant, documents);
    refuse(
        meeting.conflicts().stream()
            .map(conflict ->
                FieldFault.of(
                    "/documents/" + conflict.operationIndex() + "/document" + conflict.field(),
                    conflict.problem()))
            .toList());
    long ledgerId =
        ledger.add(
            new NewTransaction(
                tenant,
                TransactionKind.BATCH,
                batchId,
                transaction,
                caller.clientId(),
                "BATCH_SUBMITTED"),
            now);
    mapper.insert(tenant, batchId, ledgerId, digest, Micros.of(now), caller.clientId());
    register.store(
        tenant,
        documents,
        meeting.resubmitted(),
        ledgerId,
        now,
        caller.clientId(),
        "BATCH_SUBMITTED");
    history.append(
        List.of(
            new StatusHistory.Change(
                tenant,
                "BATCH",
                batchId,
                BatchState.RECEIVED.name(),
                Micros.of(now),
                caller.clientId(),
                "BATCH_SUBMITTED")));
    // Locks may have taken long: whoever asks after the expiry is not to find a batch afterwards.
    requireUnexpired(transaction, time.instant());
  }

  private static void requireUnexpired(SignedTransaction transaction, Instant now) {
    if (!now.isBefore(transaction.header().expiry())) {
      throw new ProblemException(InvoiceProblem.TRANSACTION_EXPIRED);
    }
  }

  private GenesisMember hospital(Caller caller) {
    return consortium
        .member(caller.tenant())
        .filter(member -> member.kind() == MemberKind.HOSPITAL)
        .orElseThrow(() -> new ProblemException(InvoiceProblem.NOT_PERMITTED));
  }

  private SignedTransaction transaction(GenesisMember hospital, byte[] bytes, Instant now) {
    SignedTransaction transaction =
        switch (SignedTransaction.decode(bytes, consortium.limits())) {
          case TransactionReading.Read(SignedTransaction read) -> read;
          case TransactionReading.Refused refused ->
              throw new ProblemException(
                  InvoiceProblem.TRANSACTION_MALFORMED,
                  List.of(
                      new FieldFault("/transaction", refused.fault().name(), refused.reason())));
        };
    TransactionHeader header = transaction.header();
    if (!header.ledgerId().equals(consortium.ledgerId())) {
      throw new ProblemException(InvoiceProblem.TRANSACTION_OF_ANOTHER_LEDGER);
    }
    if (header.member() != hospital.number().value()) {
      throw new ProblemException(InvoiceProblem.NOT_YOUR_MEMBER);
    }
    boolean signed =
        consortium
            .transactionKey(header.member(), header.keyId())
            .filter(transaction::verify)
            .isPresent();
    if (!signed) {
      throw new ProblemException(InvoiceProblem.TRANSACTION_BADLY_SIGNED);
    }
    requireUnexpired(transaction, now);
    return transaction;
  }

  private Optional<BatchView> known(Caller caller, String batchId, byte[] digest) {
    return mapper
        .find(caller.tenant().value(), batchId)
        .map(row -> {
          if (!Arrays.equals(row.requestDigest(), digest)) {
            throw new ProblemException(InvoiceProblem.BATCH_ID_REUSED);
          }
          return view(batchId, row.ledgerId());
        });
  }

  /** A batch of the caller's, as it stands. */
  public Optional<BatchView> find(Caller caller, String batchId) {
    return mapper.find(caller.tenant().value(), batchId).map(row -> view(batchId, row.ledgerId()));
  }

  /** A batch of the caller's once it is settled, or as it stands when the time is over. */
  public Optional<BatchView> await(Caller caller, String batchId, Duration atMost) {
    return changes.await(
        "batch/" + caller.tenant() + "/" + batchId,
        atMost,
        () -> find(caller, batchId),
        view -> view.state().settled());
  }

  private BatchView view(String batchId, long ledgerId) {
    LedgerTransaction transaction = ledger.find(ledgerId).orElseThrow();
    return new BatchView(
        batchId,
        transaction.state(),
        transaction.member(),
        transaction.transactionId(),
        Micros.toInstantOrNull(transaction.acceptedMicros()),
        transaction.state() == BatchState.FINAL
            ? Micros.toInstantOrNull(transaction.finalMicros())
            : null,
        transaction.refusal(),
        register.ofTransaction(ledgerId).stream()
            .map(invoice ->
                new BatchView.BatchInvoice(
                    invoice.id().toString(),
                    invoice.state(),
                    invoice.outcome(),
                    invoice.outcomeCode()))
            .toList());
  }

  private static void refuse(List<FieldFault> faults) {
    if (!faults.isEmpty()) {
      throw new ProblemException(InvoiceProblem.BATCH_REFUSED, faults);
    }
  }

  private static byte[] digest(BatchSubmission submission) {
    MessageDigest sha256 = Digest.sha256Function();
    part(sha256, submission.transaction());
    for (SubmittedDocument document : submission.documents()) {
      part(sha256, document.document().getBytes(StandardCharsets.UTF_8));
      part(sha256, document.checkCode().getBytes(StandardCharsets.UTF_8));
    }
    return Digest.finish(sha256).bytes();
  }

  private static void part(MessageDigest sha256, byte[] bytes) {
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    sha256.update(bytes);
  }
}
