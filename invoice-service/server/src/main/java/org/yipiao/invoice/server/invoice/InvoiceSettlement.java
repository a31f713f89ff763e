package org.yipiao.invoice.server.invoice;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.yipiao.invoice.api.InvoiceIssued;
import org.yipiao.invoice.api.InvoiceState;
import org.yipiao.invoice.server.Micros;
import org.yipiao.invoice.server.history.StatusHistory;
import org.yipiao.invoice.server.ledger.LedgerTransaction;
import org.yipiao.invoice.server.ledger.SettledTransactions;
import org.yipiao.invoice.server.ledger.TransactionKind;
import org.yipiao.invoice.server.waiting.Changes;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.outbox.Outbox;
import org.yipiao.platform.outbox.OutboxEvent;
import org.yipiao.platform.telemetry.TraceContext;
import tools.jackson.databind.json.JsonMapper;

/** Marks invoices by what became of their transaction, and tells the others. */
@Service
class InvoiceSettlement implements SettledTransactions {

  private static final String ACTOR = "ledger";
  private static final Logger LOG = LoggerFactory.getLogger(InvoiceSettlement.class);
  private static final JsonMapper JSON = InvoiceEvents.mapper();

  private final InvoiceMapper mapper;
  private final OwnIssues ownIssues;
  private final StatusHistory history;
  private final Outbox outbox;
  private final Changes changes;

  InvoiceSettlement(
      InvoiceMapper mapper,
      OwnIssues ownIssues,
      StatusHistory history,
      Outbox outbox,
      Changes changes) {
    this.mapper = mapper;
    this.ownIssues = ownIssues;
    this.history = history;
    this.outbox = outbox;
    this.changes = changes;
  }

  @Override
  public TransactionKind kind() {
    return TransactionKind.BATCH;
  }

  @Override
  public Optional<Finality.Final> completed(LedgerTransaction transaction, Finality.Final proof) {
    return ownIssues.complete(mapper.ofTransaction(transaction.id()), proof);
  }

  @Override
  public void becameFinal(LedgerTransaction transaction, Finality.Final proof, Instant at) {
    Long accepted =
        transaction.acceptedMicros() != null
            ? transaction.acceptedMicros()
            : proof.acceptedAt().map(Micros::of).orElse(null);
    List<StoredInvoice> invoices = mapper.ofTransaction(transaction.id());
    var settled = new ArrayList<InvoiceMapper.Settled>();
    for (StoredInvoice invoice : invoices) {
      settled.add(settled(transaction, invoice, proof.operations().get(invoice.operationIndex())));
    }
    if (!settled.isEmpty()) {
      mapper.settle(settled, transaction.id(), Micros.of(at), accepted);
    }
    for (int i = 0; i < invoices.size(); i++) {
      if (settled.get(i).state().equals(InvoiceState.FINAL.name())) {
        StoredInvoice invoice = invoices.get(i);
        try (var _ = TraceContext.resume(invoice.traceparent())) {
          outbox.append(event(invoice, settled.get(i).outcome(), accepted, at));
        }
      }
    }
    var changed = new ArrayList<StatusHistory.Change>();
    for (int i = 0; i < invoices.size(); i++) {
      InvoiceMapper.Settled row = settled.get(i);
      changed.add(change(invoices.get(i), row.state(), at, row.outcome()));
    }
    append(transaction, changed, "FINAL", at);
  }

  private static InvoiceMapper.Settled settled(
      LedgerTransaction transaction, StoredInvoice invoice, FinalOperation operation) {
    boolean own = operation.leaf().transactionId().value().equals(transaction.transactionId());
    var path = new ByteArrayOutputStream();
    operation.inclusion().path().forEach(hash -> path.writeBytes(hash.bytes()));
    return new InvoiceMapper.Settled(
        invoice.invoiceId(),
        (operation.applied() ? InvoiceState.FINAL : InvoiceState.REFUSED).name(),
        operation.outcome().map(Outcome::name).orElse("UNKNOWN"),
        operation.leaf().outcome(),
        operation.inclusion().leafIndex(),
        operation.leafBytes(),
        path.toByteArray(),
        own ? null : operation.checkpoint());
  }

  private static OutboxEvent event(
      StoredInvoice invoice, String outcome, @Nullable Long accepted, Instant at) {
    var status = invoice.status();
    var event =
        new InvoiceIssued(
            InvoiceIssued.VERSION,
            status.invoiceId(),
            status.hospital(),
            status.member(),
            invoice.personId(),
            status.documentType(),
            status.totalFen(),
            status.claimableFen(),
            status.issuedAt(),
            Micros.toInstantOrNull(accepted),
            Micros.toInstant(Micros.of(at)));
    return new OutboxEvent(
        InvoiceIssued.TOPIC,
        status.invoiceId(),
        InvoiceIssued.TYPE,
        new TenantId(invoice.tenant()),
        ACTOR,
        outcome,
        JSON.writeValueAsBytes(event));
  }

  @Override
  public void wasRefused(LedgerTransaction transaction, String code, Instant at) {
    unsettled(transaction, InvoiceState.REFUSED, code, at);
  }

  @Override
  public void expired(LedgerTransaction transaction, Instant at) {
    unsettled(transaction, InvoiceState.EXPIRED, "TRANSACTION_EXPIRED", at);
  }

  private void unsettled(
      LedgerTransaction transaction, InvoiceState state, String cause, Instant at) {
    List<StoredInvoice> invoices = mapper.ofTransaction(transaction.id());
    mapper.unsettled(transaction.id(), state.name());
    append(
        transaction,
        invoices.stream().map(invoice -> change(invoice, state.name(), at, cause)).toList(),
        state.name(),
        at);
  }

  private void append(
      LedgerTransaction transaction,
      List<StatusHistory.Change> invoices,
      String batchState,
      Instant at) {
    var all = new ArrayList<>(invoices);
    all.add(
        new StatusHistory.Change(
            transaction.tenant(),
            "BATCH",
            transaction.subject(),
            batchState,
            Micros.of(at),
            ACTOR,
            "LEDGER"));
    history.append(all);
  }

  private static StatusHistory.Change change(
      StoredInvoice invoice, String state, Instant at, String cause) {
    return new StatusHistory.Change(
        invoice.tenant(),
        "INVOICE",
        invoice.id().toString(),
        state,
        Micros.of(at),
        ACTOR,
        cause,
        invoice.traceparent());
  }

  @Override
  public void changed(LedgerTransaction transaction) {
    changes.signal("batch/" + transaction.tenant() + "/" + transaction.subject());
    for (StoredInvoice invoice : mapper.ofTransaction(transaction.id())) {
      try (var _ = TraceContext.resume(invoice.traceparent())) {
        LOG.info(
            "invoice {} is {} by transaction {}",
            invoice.id(),
            invoice.state(),
            transaction.transactionId());
      }
      changes.signal("invoice/" + invoice.id());
    }
  }

  /** The path as the table holds it: hashes of 32 bytes side by side. */
  static List<Digest> path(byte[] bytes) {
    var path = new ArrayList<Digest>();
    for (int at = 0; at < bytes.length; at += Digest.LENGTH) {
      path.add(Digest.of(java.util.Arrays.copyOfRange(bytes, at, at + Digest.LENGTH)));
    }
    return path;
  }
}
