package org.yipiao.ledger.contract.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.yipiao.ledger.protocol.golden.Spelled;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.platform.id.ClaimId;

/** Rows of invoices, of what is claimed of them, and what is derived of that. */
final class InvoiceSamples {

  private static final long INVOICE = 110_601_260_000_000_001L;
  private static final int PAYER = 3;
  private static final ClaimId CLAIM = new ClaimId("000102030405060708090a0b0c0d0e0f");
  private static final TransactionId RETURN_ID =
      new TransactionId("f0e1d2c3b4a5968778695a4b3c2d1e0f");
  private static final long EXPIRY = 1_767_229_200_000_000_000L;

  private InvoiceSamples() {}

  static List<SampleRow> ofInvoices() {
    var issued =
        InvoiceRow.issued(4, SampleRow.digest("document"), 1_000, 1_200).moved(100, 200, 300, 50);
    var reversed =
        InvoiceRow.issued(4, SampleRow.digest("document"), 1_000, 1_200)
            .reversedBy(new Counterpart(INVOICE + 1, SampleRow.digest("red document")));
    var range = new RangeRow(INVOICE, INVOICE + 999, 4, "gateway-1");
    Consumer<Spelled> plain =
        value ->
            value.take(
                "value.hospital 4",
                "value.status 1",
                "value.commitment 32",
                "value.claimable_fen 8",
                "value.total_fen 8",
                "value.reserved_fen 8",
                "value.committed_fen 8",
                "value.reimbursed_fen 8",
                "value.returned_fen 8");
    Consumer<Spelled> full =
        plain.andThen(value ->
            value.take(
                "value.paper_out 1", "value.counterpart 8", "value.counterpart_commitment 32"));
    return List.of(
        invoice("invoice", issued, plain),
        invoice("invoice-paper-out", issued.withPaperOut(true), full),
        invoice("invoice-reversed", reversed, full),
        new SampleRow(
            "range",
            Table.RANGE,
            block -> new WritableRows(block).putRange(range),
            List.of("first_invoice_id 8"),
            value ->
                value
                    .take("value.last_invoice_id 8", "value.hospital 4")
                    .rest("value.gateway_instance"),
            rows -> rows.rangeAtOrBefore(INVOICE + 5),
            Optional.of(range)));
  }

  private static SampleRow invoice(String name, InvoiceRow row, Consumer<Spelled> value) {
    return new SampleRow(
        name,
        Table.INVOICE,
        block -> new WritableRows(block).putInvoice(INVOICE, row),
        List.of("invoice_id 8"),
        value,
        rows -> rows.invoice(INVOICE),
        Optional.of(row));
  }

  static List<SampleRow> ofClaims() {
    var cases = new ArrayList<SampleRow>();
    for (ClaimState state : ClaimState.values()) {
      var row = new ClaimRow(state, SampleRow.digest("scheme"), EXPIRY, 1, 2, 3, 4);
      cases.add(
          new SampleRow(
              "claim-" + state.name().toLowerCase(Locale.ROOT),
              Table.CLAIM,
              block -> new WritableRows(block).putClaim(INVOICE, PAYER, CLAIM, row),
              List.of("invoice_id 8", "payer 4", "claim_id 16"),
              value ->
                  value.take(
                      "value.state 1",
                      "value.benefit_digest 32",
                      "value.expiry_nanos 8",
                      "value.reserved_fen 8",
                      "value.committed_fen 8",
                      "value.reimbursed_fen 8",
                      "value.returned_fen 8"),
              rows -> rows.claim(INVOICE, PAYER, CLAIM),
              Optional.of(row)));
    }
    cases.add(
        new SampleRow(
            "claim-id",
            Table.CLAIM_ID,
            block -> new WritableRows(block).putClaimId(PAYER, CLAIM, INVOICE),
            List.of("payer 4", "claim_id 16"),
            value -> value.take("value.invoice_id", 8),
            rows -> rows.invoiceOfClaim(PAYER, CLAIM),
            Optional.of(INVOICE)));
    cases.add(
        new SampleRow(
            "return",
            Table.RETURN,
            block -> new WritableRows(block).putReturn(PAYER, RETURN_ID.bytes(), CLAIM),
            List.of("payer 4", "return_id 16"),
            value -> value.take("value.claim_id", 16),
            rows -> rows.returnUsed(PAYER, RETURN_ID.bytes()),
            true));
    return cases;
  }

  static List<SampleRow> derived() {
    return List.of(
        new SampleRow(
            "benefit",
            Table.BENEFIT,
            block ->
                new WritableRows(block)
                    .putBenefit(INVOICE, PAYER, SampleRow.digest("scheme"), CLAIM),
            List.of("invoice_id 8", "payer 4", "benefit_digest 32"),
            value -> value.take("value.claim_id", 16),
            rows -> rows.claimOfBenefit(INVOICE, PAYER, SampleRow.digest("scheme")),
            Optional.of(CLAIM)),
        new SampleRow(
            "due",
            Table.DUE,
            block -> new WritableRows(block).putDue(EXPIRY, PAYER, CLAIM, INVOICE),
            List.of("expiry_nanos 8", "payer 4", "claim_id 16"),
            value -> value.take("value.invoice_id", 8),
            rows -> rows.due(-1, EXPIRY),
            List.of(new LedgerRows.Due(EXPIRY, PAYER, CLAIM, INVOICE))),
        new SampleRow(
            "open",
            Table.OPEN,
            block -> new WritableRows(block).addOpen(PAYER, 17),
            List.of("payer 4"),
            value -> value.take("value.open", 8),
            rows -> rows.openReservations(PAYER),
            17L),
        new SampleRow(
            "reserved",
            Table.RESERVED,
            block -> new WritableRows(block).addUncommitted(PAYER, 5),
            List.of("payer 4"),
            value -> value.take("value.uncommitted", 8),
            rows -> rows.uncommittedReservations(PAYER),
            5L));
  }
}
