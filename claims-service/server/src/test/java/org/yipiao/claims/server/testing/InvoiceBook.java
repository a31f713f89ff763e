package org.yipiao.claims.server.testing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.yipiao.claims.adjudication.plan.CatalogueClass;
import org.yipiao.claims.adjudication.plan.EncounterType;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimRefusal;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.tenant.TestPayers;
import org.yipiao.claims.server.verification.InvoiceFacts;
import org.yipiao.claims.server.verification.Verification;

/** The invoices that tests make, as register and ledger know them. */
abstract class InvoiceBook {

  protected static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  protected static final TestPayers PAYERS = new TestPayers();
  protected static final ContractLedger LEDGER = new ContractLedger(PAYERS.genesis());
  private static final Map<Long, InvoiceFacts> INVOICES = new ConcurrentHashMap<>();
  private static final Map<Long, String> TRACES = new ConcurrentHashMap<>();
  private static final AtomicLong NEXT = new AtomicLong(System.nanoTime() % 1_000_000_000L);

  /** The trace under which the register knows an invoice. */
  protected static void traceOf(long invoice, String traceparent) {
    TRACES.put(invoice, traceparent);
  }

  /** What the register says of the invoices that are made here. */
  protected static Verification look(PayerTenant payer, Claim claim) {
    InvoiceFacts facts = INVOICES.get(claim.invoiceId());
    return facts == null
        ? new Verification.Refused(ClaimRefusal.INVOICE_UNKNOWN)
        : new Verification.Verified(facts, TRACES.get(claim.invoiceId()));
  }

  /** What an invoice says that was made here. */
  protected static InvoiceFacts facts(long invoice) {
    return Objects.requireNonNull(INVOICES.get(invoice));
  }

  protected static InvoiceFacts.Line line(long fen, CatalogueClass type, String prepay) {
    return new InvoiceFacts.Line(
        "ITEM", fen, BigDecimal.ONE, DAY, type, new BigDecimal(prepay), null);
  }

  /** A number that no other test uses; the ledger does not know it. */
  protected static long number() {
    return 110601260000000000L + NEXT.incrementAndGet();
  }

  /** An invoice that register and ledger know, paid in full at the counter. */
  protected static long invoice(InvoiceFacts.Line... lines) {
    return invoiceOn(DAY, lines);
  }

  protected static long invoiceOn(LocalDate day, InvoiceFacts.Line... lines) {
    long id = number();
    long total = Stream.of(lines).mapToLong(InvoiceFacts.Line::amountFen).sum();
    INVOICES.put(
        id,
        new InvoiceFacts(
            "91110000000000000A",
            "110000",
            EncounterType.OUTPATIENT,
            day,
            null,
            total,
            0,
            0,
            0,
            total,
            List.of(lines)));
    LEDGER.issue(id, total, total);
    return id;
  }

  /** The worked example of 1 260.00, of which the agency owes 595.00. */
  protected static long outpatientExample() {
    return invoice(
        line(30_000, CatalogueClass.A, "0"),
        line(40_000, CatalogueClass.A, "0"),
        line(50_000, CatalogueClass.B, "0.10"),
        line(6_000, CatalogueClass.C, "0"));
  }

  /** An invoice of one line that every catalogue takes in. */
  protected static long simple(long fen) {
    return invoice(line(fen, CatalogueClass.A, "0"));
  }
}
