package org.yipiao.invoice.server.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.invoice.api.SubmittedDocument;
import org.yipiao.invoice.document.CheckedDraft;
import org.yipiao.invoice.document.DocumentCompleteness;
import org.yipiao.invoice.document.DocumentReading;
import org.yipiao.invoice.document.DraftOutcome;
import org.yipiao.invoice.document.FieldRefusal;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.invoice.server.allocation.NumberRanges;
import org.yipiao.invoice.server.consortium.Consortium;
import org.yipiao.invoice.server.invoice.VerifiedDocument;
import org.yipiao.invoice.server.problem.DocumentProblem;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.platform.id.CheckCode;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.reason.Reason;
import org.yipiao.platform.reason.ReasonCode;
import org.yipiao.platform.telemetry.TraceContext;

/** Verifies the documents of a batch against themselves and against their transaction. */
@Component
class BatchChecks {

  /** How far a hospital's clock may be ahead. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private final Consortium consortium;
  private final NumberRanges ranges;

  BatchChecks(Consortium consortium, NumberRanges ranges) {
    this.consortium = consortium;
    this.ranges = ranges;
  }

  /** All documents, or all that is wrong with them. */
  record Verdict(List<VerifiedDocument> documents, List<FieldFault> faults) {}

  Verdict check(SignedTransaction transaction, List<SubmittedDocument> submitted, Instant now) {
    var faults = new ArrayList<FieldFault>();
    var documents = new ArrayList<VerifiedDocument>(submitted.size());
    if (submitted.size() != transaction.operations().size()) {
      faults.add(FieldFault.of("/documents", DocumentProblem.COUNT_DIFFERS));
      return new Verdict(documents, faults);
    }
    var allocated = ranges.of(transaction.header().member());
    Set<Long> numbers = new HashSet<>();
    Set<String> businessNumbers = new HashSet<>();
    for (int i = 0; i < submitted.size(); i++) {
      var one = new One("/documents/" + i, i, transaction, now, faults);
      VerifiedDocument verified = one.verify(submitted.get(i));
      if (verified == null) {
        continue;
      }
      long id = verified.document().invoiceId().value();
      if (!allocated.contains(id)) {
        one.refuse("/document/invoice_id", DocumentProblem.NUMBER_OUT_OF_RANGE);
      }
      if (!numbers.add(id)) {
        one.refuse("/document/invoice_id", DocumentProblem.NUMBER_TWICE);
      }
      if (!businessNumbers.add(verified.content().draft().businessNumber())) {
        one.refuse("/document/businessNumber", DocumentProblem.BUSINESS_NUMBER_TWICE);
      }
      documents.add(verified);
    }
    return new Verdict(documents, faults);
  }

  private final class One {
    private final String pointer;
    private final int index;
    private final SignedTransaction transaction;
    private final Instant now;
    private final List<FieldFault> faults;

    One(
        String pointer,
        int index,
        SignedTransaction transaction,
        Instant now,
        List<FieldFault> faults) {
      this.pointer = pointer;
      this.index = index;
      this.transaction = transaction;
      this.now = now;
      this.faults = faults;
    }

    @Nullable VerifiedDocument verify(SubmittedDocument submitted) {
      int before = faults.size();
      if (!submitted.checkCode().matches("[0-9a-f]{6}")) {
        refuse("/checkCode", DocumentProblem.CHECK_CODE_MALFORMED);
      }
      InvoiceDocument document =
          switch (InvoiceDocument.read(submitted.document())) {
            case DocumentReading.Read(InvoiceDocument read) -> read;
            case DocumentReading.Refused(var fault, Reason reason) -> {
              faults.add(new FieldFault(pointer + "/document", fault.name(), reason));
              yield null;
            }
          };
      if (document == null) {
        return null;
      }
      document
          .authenticate(consortium.certificates(), now)
          .ifPresent(fault -> refuse("/document", fault));
      if (document.issuedAt().isAfter(now.plus(CLOCK_SKEW))) {
        refuse("/document/iat", DocumentProblem.ISSUED_IN_THE_FUTURE);
      }
      against(transaction.operations().get(index), document);
      Optional<CheckedDraft> content = content(document);
      return faults.size() == before && content.isPresent()
          ? new VerifiedDocument(
              index,
              document,
              content.get(),
              submitted.document(),
              new CheckCode(submitted.checkCode()),
              trace(submitted))
          : null;
    }

    /** A malformed trace is no fault of the document (Trace Context, section 4.3). */
    private static String trace(SubmittedDocument submitted) {
      return TraceContext.parse(submitted.traceparent())
          .orElseGet(TraceContext::currentOrNew)
          .traceparent();
    }

    private void against(Operation operation, InvoiceDocument document) {
      if (document.member().value() != transaction.header().member()) {
        refuse("/document/member", DocumentProblem.MEMBER_DIFFERS);
      }
      if (!(operation instanceof IssueInvoice issue)) {
        refuse("/document", DocumentProblem.OPERATION_IS_NO_ISSUE);
        return;
      }
      if (!issue.commitment().equals(document.commitment())) {
        refuse("/document", DocumentProblem.COMMITMENT_DIFFERS);
      }
      if (issue.invoiceId() != document.invoiceId().value()) {
        refuse("/document/invoice_id", DocumentProblem.INVOICE_ID_DIFFERS);
      }
      if (issue.totalFen() != document.total().fen()) {
        refuse("/document/total_fen", DocumentProblem.AMOUNT_DIFFERS);
      }
      if (issue.claimableFen() != document.claimable().fen()) {
        refuse("/document/claimable_fen", DocumentProblem.AMOUNT_DIFFERS);
      }
    }

    private Optional<CheckedDraft> content(InvoiceDocument document) {
      return switch (DocumentCompleteness.check(document)) {
        case DraftOutcome.Accepted(CheckedDraft draft, _) -> Optional.of(draft);
        case DraftOutcome.Refused(List<FieldRefusal> refusals) -> {
          refusals.forEach(refusal ->
              faults.add(
                  new FieldFault(
                      pointer + "/document" + refusal.pointer(),
                      refusal.fault().name(),
                      refusal.reason())));
          yield Optional.empty();
        }
      };
    }

    private void refuse(String field, ReasonCode reason) {
      faults.add(FieldFault.of(pointer + field, reason));
    }
  }
}
