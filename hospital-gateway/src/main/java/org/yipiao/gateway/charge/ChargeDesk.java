package org.yipiao.gateway.charge;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.gateway.charge.Place.Part;
import org.yipiao.gateway.item.ItemTable;
import org.yipiao.gateway.numbering.NumberBook;
import org.yipiao.gateway.spool.IssuedInvoice;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.gateway.spool.SpoolException;
import org.yipiao.gateway.spool.SpooledDocument;
import org.yipiao.gateway.spool.StoredBill;
import org.yipiao.invoice.document.CheckedDraft;
import org.yipiao.invoice.document.CoverageType;
import org.yipiao.invoice.document.IssuedDocument;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.CheckCode;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.telemetry.TraceContext;

/**
 * Takes bills, and answers each only when it is refused or its signed invoice is on disk. Bills are
 * checked on the callers' threads; one writer numbers, signs and stores what has gathered meanwhile
 * as one group with one fsync, so numbers are taken in order and without gaps.
 */
public final class ChargeDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChargeDesk.class);

  private static final int MAX_WAITING = 4_096;
  private static final int MAX_GROUP = 256;

  private final Drafting drafting;
  private final InvoiceSigner signer;
  private final Spool spool;
  private final NumberBook numbers;
  private final InstantSource time;
  private final RandomGenerator random;
  private final Runnable onStored;
  private final ArrayBlockingQueue<Submission> queue = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Thread writer;
  private volatile boolean closed;

  /** Opens the desk; what is refused here leaves no trace. */
  public static ChargeDesk open(
      Hospital hospital,
      ItemTable items,
      Map<String, CoverageType> coverageAliases,
      InvoiceSigner signer,
      Spool spool,
      NumberBook numbers,
      InstantSource time,
      RandomGenerator random,
      Runnable onStored) {
    Drafting drafting = new Drafting(hospital.issuer(), items, coverageAliases);
    return new ChargeDesk(drafting, signer, spool, numbers, time, random, onStored);
  }

  private ChargeDesk(
      Drafting drafting,
      InvoiceSigner signer,
      Spool spool,
      NumberBook numbers,
      InstantSource time,
      RandomGenerator random,
      Runnable onStored) {
    this.drafting = drafting;
    this.signer = signer;
    this.spool = spool;
    this.numbers = numbers;
    this.time = time;
    this.random = random;
    this.onStored = onStored;
    this.writer = Thread.ofPlatform().name("charge-writer").daemon().start(this::write);
  }

  private record Submission(
      Charge charge,
      List<Digest> fingerprint,
      CheckedDraft draft,
      @Nullable String traceParent,
      CompletableFuture<Acceptance> answer) {}

  /** The answer to one bill; blocks until it is stored or refused. */
  public Acceptance accept(Charge charge) {
    return submit(charge).join();
  }

  /** The answers to several bills, in their order; each stands for itself. */
  public List<Acceptance> accept(List<Charge> charges) {
    List<CompletableFuture<Acceptance>> answers = charges.stream().map(this::submit).toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  /**
   * Checks a bill and, if it holds, puts it in line. A bill that was accepted before is answered at
   * once, even when today's item table would refuse it.
   */
  private CompletableFuture<Acceptance> submit(Charge charge) {
    List<Digest> fingerprint = Fingerprint.of(charge);
    try {
      Acceptance known =
          spool.bill(charge.businessNumber()).map(bill -> known(bill, fingerprint)).orElse(null);
      if (known != null) {
        return CompletableFuture.completedFuture(known);
      }
    } catch (SpoolException e) {
      return CompletableFuture.completedFuture(storeFailed(e));
    }
    return switch (drafting.draft(charge, time.instant())) {
      case Drafting.Drafted.Refused(List<Fault> faults) ->
          CompletableFuture.completedFuture(new Acceptance.Refused(faults));
      case Drafting.Drafted.Ready(CheckedDraft draft) ->
          enqueue(
              new Submission(
                  charge,
                  fingerprint,
                  draft,
                  TraceContext.currentOrNew().traceparent(),
                  new CompletableFuture<>()));
    };
  }

  private CompletableFuture<Acceptance> enqueue(Submission submission) {
    if (closed || !queue.offer(submission)) {
      return CompletableFuture.completedFuture(
          Acceptance.Refused.of(RefusalReason.TOO_MANY_WAITING, Part.CHARGE));
    }
    if (closed && queue.remove(submission)) {
      submission.answer().complete(stopping());
    }
    return submission.answer();
  }

  private static Acceptance stopping() {
    return Acceptance.Refused.of(RefusalReason.STOPPING, Part.CHARGE);
  }

  private static Acceptance known(StoredBill bill, List<Digest> fingerprint) {
    if (bill.fingerprint().equals(fingerprint)) {
      return new Acceptance.Accepted(bill.invoice(), true);
    }
    return Acceptance.Refused.of(
        RefusalReason.OTHER_BILL,
        Part.BUSINESS_NUMBER,
        Fingerprint.difference(bill.fingerprint(), fingerprint));
  }

  private void write() {
    List<Submission> group = new ArrayList<>(MAX_GROUP);
    while (true) {
      group.clear();
      try {
        group.add(queue.take());
      } catch (InterruptedException e) {
        break;
      }
      queue.drainTo(group, MAX_GROUP - 1);
      writeGroup(group);
    }
    for (Submission left = queue.poll(); left != null; left = queue.poll()) {
      left.answer().complete(stopping());
    }
  }

  /** Every submission of the group is answered, whatever happens. */
  private void writeGroup(List<Submission> group) {
    List<Acceptance> answers;
    try {
      Group ready = new Group();
      answers = group.stream().map(ready::add).toList();
      if (!ready.bills.isEmpty()) {
        spool.accept(ready.bills, numbers.changed());
        numbers.stored();
      }
    } catch (RuntimeException e) {
      for (Submission submission : group) {
        try (TraceContext.Scope _ = TraceContext.resume(submission.traceParent())) {
          submission.answer().complete(storeFailed(e));
        }
      }
      return;
    }
    for (int i = 0; i < group.size(); i++) {
      group.get(i).answer().complete(answers.get(i));
    }
    onStored.run();
  }

  private static Acceptance storeFailed(RuntimeException cause) {
    LOG.error("a bill could not be stored", cause);
    return Acceptance.Refused.of(RefusalReason.NOT_STORED, Part.CHARGE);
  }

  /** What one write will hold. */
  private final class Group {

    final List<Spool.NewBill> bills = new ArrayList<>();
    private final Map<String, StoredBill> inGroup = new HashMap<>();
    private final Instant now = time.instant();
    private long sequence = spool.nextSequence();

    /** The answer to a submission, which holds once the group is written. */
    Acceptance add(Submission submission) {
      String businessNumber = submission.charge().businessNumber();
      StoredBill stored = inGroup.get(businessNumber);
      if (stored == null) {
        stored = spool.bill(businessNumber).orElse(null);
      }
      if (stored != null) {
        return known(stored, submission.fingerprint());
      }
      InvoiceId id = numbers.next().orElse(null);
      if (id == null) {
        return Acceptance.Refused.of(RefusalReason.NO_NUMBER_LEFT, Part.CHARGE);
      }
      IssuedDocument document;
      try {
        document = signer.sign(submission.draft(), id);
      } catch (RuntimeException e) {
        // The number stays free: only a document that could be signed uses one.
        try (TraceContext.Scope _ = TraceContext.resume(submission.traceParent())) {
          LOG.error("a document could not be signed", e);
        }
        return Acceptance.Refused.of(RefusalReason.NOT_SIGNED, Part.CHARGE);
      }
      numbers.take();
      return store(submission, document);
    }

    private Acceptance store(Submission submission, IssuedDocument document) {
      String businessNumber = submission.charge().businessNumber();
      IssuedInvoice invoice =
          new IssuedInvoice(
              document.invoiceId(),
              CheckCode.random(random),
              document.total(),
              submission.draft().draft().issuedAt());
      StoredBill bill = new StoredBill(sequence, submission.fingerprint(), invoice);
      SpooledDocument spooled =
          new SpooledDocument(
              sequence,
              invoice.invoiceId(),
              invoice.checkCode(),
              document.commitment(),
              document.claimable(),
              document.total(),
              now,
              submission.traceParent(),
              document.compact());
      bills.add(new Spool.NewBill(businessNumber, bill, spooled));
      inGroup.put(businessNumber, bill);
      sequence++;
      return new Acceptance.Accepted(invoice, false);
    }
  }

  /** Answers what is in line and stops; later bills are refused as busy. */
  @Override
  public void close() {
    closed = true;
    writer.interrupt();
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
