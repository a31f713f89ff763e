package org.yipiao.ledger.contract.rules;

import java.util.Optional;
import org.yipiao.ledger.contract.state.Counterpart;
import org.yipiao.ledger.contract.state.InvoiceRow;
import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.operation.CancelPaper;
import org.yipiao.ledger.protocol.operation.MarkPaperPrinted;
import org.yipiao.ledger.protocol.operation.ReversalReason;
import org.yipiao.ledger.protocol.operation.ReverseInvoice;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.wire.Digest;

/** What an issuer may do with an invoice after its issue: reverse it, print it, take it back. */
final class IssuerRules {

  OperationOutcome reverse(WritableRows rows, GenesisMember member, ReverseInvoice operation) {
    if (member.kind() != MemberKind.HOSPITAL) {
      return OperationOutcome.of(Outcome.NOT_PERMITTED);
    }
    long redId = operation.redInvoiceId();
    if (!NumberRules.isInvoiceId(redId) || ReversalReason.of(operation.reason()).isEmpty()) {
      return OperationOutcome.of(Outcome.NUMBER_OUT_OF_RANGE);
    }
    int hospital = member.number().value();
    long id = operation.invoiceId();
    Optional<InvoiceRow> found = rows.invoice(id);
    Outcome verdict = verdict(found, hospital, InvoiceEvent.REVERSE);
    if (found.isEmpty() || !verdict.applied()) {
      return OperationOutcome.of(verdict);
    }
    if (!NumberRules.allocated(rows, redId, hospital)) {
      return OperationOutcome.of(Outcome.NUMBER_NOT_ALLOCATED);
    }
    if (rows.invoice(redId).isPresent()) {
      return OperationOutcome.of(Outcome.NUMBER_USED);
    }
    InvoiceRow invoice = found.get();
    rows.putInvoice(redId, invoice.red(id, operation.redCommitment()));
    rows.putInvoice(id, invoice.reversedBy(new Counterpart(redId, operation.redCommitment())));
    return OperationOutcome.APPLIED;
  }

  OperationOutcome print(WritableRows rows, GenesisMember member, MarkPaperPrinted operation) {
    if (member.kind() != MemberKind.HOSPITAL) {
      return OperationOutcome.of(Outcome.NOT_PERMITTED);
    }
    if (operation.paperNumberDigest().equals(Digest.ZERO)) {
      return OperationOutcome.of(Outcome.EVIDENCE_MISSING);
    }
    return paper(rows, member, operation.invoiceId(), InvoiceEvent.PRINT);
  }

  OperationOutcome cancel(WritableRows rows, GenesisMember member, CancelPaper operation) {
    if (member.kind() != MemberKind.HOSPITAL) {
      return OperationOutcome.of(Outcome.NOT_PERMITTED);
    }
    return paper(rows, member, operation.invoiceId(), InvoiceEvent.CANCEL_PAPER);
  }

  private static OperationOutcome paper(
      WritableRows rows, GenesisMember member, long id, InvoiceEvent event) {
    Optional<InvoiceRow> found = rows.invoice(id);
    Outcome verdict = verdict(found, member.number().value(), event);
    if (found.isEmpty() || !verdict.applied()) {
      return OperationOutcome.of(verdict);
    }
    rows.putInvoice(id, found.get().withPaperOut(event == InvoiceEvent.PRINT));
    return OperationOutcome.APPLIED;
  }

  private static Outcome verdict(Optional<InvoiceRow> found, int hospital, InvoiceEvent event) {
    if (found.isEmpty()) {
      return InvoiceTransitions.verdictOnUnusedNumber(event);
    }
    InvoiceRow invoice = found.get();
    return invoice.hospital() == hospital
        ? InvoiceTransitions.verdict(InvoiceStanding.of(invoice), event)
        : Outcome.NOT_THE_ISSUER;
  }
}
