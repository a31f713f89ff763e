package org.yipiao.invoice.server.invoice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.yipiao.invoice.server.ledger.LedgerTransactions;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.outcome.Outcome;

/**
 * Tells whether a number that "was used before" was used by an earlier transaction for the very
 * same document: then that leaf, proven like any other, is the invoice's.
 */
@Component
class OwnIssues {

  private static final Logger LOG = LoggerFactory.getLogger(OwnIssues.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** The last of the transactions under which a document came. */
  private static final int ASKED_AT_MOST = 20;

  private final InvoiceMapper mapper;
  private final LedgerTransactions transactions;
  private final LedgerClient ledger;

  OwnIssues(InvoiceMapper mapper, LedgerTransactions transactions, LedgerClient ledger) {
    this.mapper = mapper;
    this.transactions = transactions;
    this.ledger = ledger;
  }

  /**
   * The transaction's operations, an earlier own one in the place of each that came too late.
   *
   * @return empty while the ledger has not told what became of an earlier transaction
   */
  Optional<Finality.Final> complete(List<StoredInvoice> invoices, Finality.Final proof) {
    var operations = new ArrayList<>(proof.operations());
    for (StoredInvoice invoice : invoices) {
      int index = invoice.operationIndex();
      if (operations.get(index).leaf().outcome() == Outcome.NUMBER_USED.number()) {
        switch (earlier(invoice)) {
          case Finding.Undecided() -> {
            return Optional.empty();
          }
          case Finding.AnothersUse() -> {}
          case Finding.OwnIssue(FinalOperation issue) -> {
            LOG.info(
                "invoice {} was issued by its earlier transaction {}",
                invoice.id(),
                issue.leaf().transactionId());
            operations.set(index, issue);
          }
        }
      }
    }
    return Optional.of(
        new Finality.Final(proof.transaction(), proof.acceptedAt(), proof.finalAt(), operations));
  }

  private sealed interface Finding {
    record OwnIssue(FinalOperation issue) implements Finding {}

    record AnothersUse() implements Finding {}

    record Undecided() implements Finding {}
  }

  private Finding earlier(StoredInvoice invoice) {
    boolean undecided = false;
    for (InvoiceMapper.Earlier earlier : mapper.earlier(invoice.invoiceId(), ASKED_AT_MOST)) {
      switch (ledger.awaitFinal(transactions.reference(earlier.ledgerId()), PATIENCE)) {
        case Finality.Final found -> {
          FinalOperation operation = found.operations().get(earlier.operationIndex());
          if (operation.applied() && isOf(operation, invoice)) {
            return new Finding.OwnIssue(operation);
          }
        }
        case Finality.ExpiredForGood _ -> {}
        case Finality.StillPending _ -> undecided = true;
      }
    }
    return undecided ? new Finding.Undecided() : new Finding.AnothersUse();
  }

  private static boolean isOf(FinalOperation operation, StoredInvoice invoice) {
    return Operation.decode(operation.leaf().type(), operation.leaf().operation())
            instanceof IssueInvoice issue
        && issue.invoiceId() == invoice.invoiceId()
        && Arrays.equals(issue.commitment().bytes(), invoice.commitment());
  }
}
