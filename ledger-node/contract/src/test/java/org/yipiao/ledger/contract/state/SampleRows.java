package org.yipiao.ledger.contract.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.golden.Spelled;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;

/** A row of each table, with what is read of it. */
final class SampleRows {

  private static final long INVOICE = 110_601_260_000_000_001L;
  private static final int PAYER = 3;
  private static final ClaimId CLAIM = new ClaimId("000102030405060708090a0b0c0d0e0f");
  private static final TransactionId ID = new TransactionId("f0e1d2c3b4a5968778695a4b3c2d1e0f");
  private static final long EXPIRY = 1_767_229_200_000_000_000L;
  private static final byte[] KEY = SeededConsortium.transactionKey(7).getPublic().getEncoded();

  /**
   * A row.
   *
   * @param put writes it, maybe beside others
   * @param key fields of the key after the table's byte
   * @param value fields of the value
   * @param read what is read of it
   * @param expected what is to be read of it
   */
  record Case(
      String name,
      Table table,
      Consumer<BlockState> put,
      List<String> key,
      Consumer<Spelled> value,
      Function<LedgerRows, Object> read,
      Object expected) {}

  private static Digest digest(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.US_ASCII));
  }

  static List<Case> all() {
    var cases = new ArrayList<Case>();
    cases.addAll(ofTheContract());
    cases.addAll(ofInvoices());
    cases.addAll(ofClaims());
    cases.addAll(derived());
    cases.addAll(ofTransactions());
    cases.addAll(ofMembers());
    return cases;
  }

  private static List<Case> ofTheContract() {
    return List.of(
        new Case(
            "contract",
            Table.CONTRACT,
            block -> new WritableRows(block).putContractVersion(2),
            List.of(),
            value -> value.take("value.version", 4),
            LedgerRows::contractVersion,
            2),
        new Case(
            "activation",
            Table.ACTIVATION,
            block -> new WritableRows(block).putActivation(new Activation(2, 100)),
            List.of(),
            value -> value.take("value.version 4", "value.height 8"),
            LedgerRows::activation,
            Optional.of(new Activation(2, 100))));
  }

  private static List<Case> ofInvoices() {
    var issued = InvoiceRow.issued(4, digest("document"), 1_000, 1_200).moved(100, 200, 300, 50);
    var reversed =
        InvoiceRow.issued(4, digest("document"), 1_000, 1_200)
            .reversedBy(new Counterpart(INVOICE + 1, digest("red document")));
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
        new Case(
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

  private static Case invoice(String name, InvoiceRow row, Consumer<Spelled> value) {
    return new Case(
        name,
        Table.INVOICE,
        block -> new WritableRows(block).putInvoice(INVOICE, row),
        List.of("invoice_id 8"),
        value,
        rows -> rows.invoice(INVOICE),
        Optional.of(row));
  }

  private static List<Case> ofClaims() {
    var cases = new ArrayList<Case>();
    for (ClaimState state : ClaimState.values()) {
      var row = new ClaimRow(state, digest("scheme"), EXPIRY, 1, 2, 3, 4);
      cases.add(
          new Case(
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
        new Case(
            "claim-id",
            Table.CLAIM_ID,
            block -> new WritableRows(block).putClaimId(PAYER, CLAIM, INVOICE),
            List.of("payer 4", "claim_id 16"),
            value -> value.take("value.invoice_id", 8),
            rows -> rows.invoiceOfClaim(PAYER, CLAIM),
            Optional.of(INVOICE)));
    cases.add(
        new Case(
            "return",
            Table.RETURN,
            block -> new WritableRows(block).putReturn(PAYER, ID.bytes(), CLAIM),
            List.of("payer 4", "return_id 16"),
            value -> value.take("value.claim_id", 16),
            rows -> rows.returnUsed(PAYER, ID.bytes()),
            true));
    return cases;
  }

  private static List<Case> derived() {
    return List.of(
        new Case(
            "benefit",
            Table.BENEFIT,
            block -> new WritableRows(block).putBenefit(INVOICE, PAYER, digest("scheme"), CLAIM),
            List.of("invoice_id 8", "payer 4", "benefit_digest 32"),
            value -> value.take("value.claim_id", 16),
            rows -> rows.claimOfBenefit(INVOICE, PAYER, digest("scheme")),
            Optional.of(CLAIM)),
        new Case(
            "due",
            Table.DUE,
            block -> new WritableRows(block).putDue(EXPIRY, PAYER, CLAIM, INVOICE),
            List.of("expiry_nanos 8", "payer 4", "claim_id 16"),
            value -> value.take("value.invoice_id", 8),
            rows -> rows.due(-1, EXPIRY),
            List.of(new LedgerRows.Due(EXPIRY, PAYER, CLAIM, INVOICE))),
        new Case(
            "open",
            Table.OPEN,
            block -> new WritableRows(block).addOpen(PAYER, 17),
            List.of("payer 4"),
            value -> value.take("value.open", 8),
            rows -> rows.openReservations(PAYER),
            17L),
        new Case(
            "reserved",
            Table.RESERVED,
            block -> new WritableRows(block).addUncommitted(PAYER, 5),
            List.of("payer 4"),
            value -> value.take("value.uncommitted", 8),
            rows -> rows.uncommittedReservations(PAYER),
            5L));
  }

  private static List<Case> ofTransactions() {
    var row = new TransactionRow(EXPIRY, digest("transaction"), 40, 2);
    RowKey expiryKey = RowKeys.transactionExpiry(EXPIRY, 4, ID);
    return List.of(
        new Case(
            "transaction",
            Table.TRANSACTION,
            block -> new WritableRows(block).putTransaction(4, ID, row),
            List.of("member 4", "transaction_id 16"),
            value ->
                value.take(
                    "value.expiry_nanos 8",
                    "value.digest 32",
                    "value.first_leaf 8",
                    "value.leaves 4"),
            rows -> rows.transaction(4, ID),
            Optional.of(row)),
        new Case(
            "transaction-expiry",
            Table.TRANSACTION_EXPIRY,
            block -> new WritableRows(block).putTransaction(4, ID, row),
            List.of("expiry_nanos 8", "member 4", "transaction_id 16"),
            value -> value.take("value.nothing", 1),
            rows ->
                rows.upTo(EXPIRY, RowKeys.later(Table.TRANSACTION_EXPIRY, -1), 2).stream()
                    .map(Row::key)
                    .toList(),
            List.of(expiryKey)),
        new Case(
            "forgotten",
            Table.FORGOTTEN,
            block -> block.put(RowKeys.forgotten(), expiryKey.bytes()),
            List.of(),
            value ->
                value.take(
                    "value.table 1",
                    "value.expiry_nanos 8",
                    "value.member 4",
                    "value.transaction_id 16"),
            rows -> hex(Objects.requireNonNull(rows.state.get(RowKeys.forgotten()))),
            expiryKey.toString()));
  }

  private static List<Case> ofMembers() {
    var admitted =
        new MemberRow.Admitted(
            "insurer-three", MemberKind.PAYER.number(), SeededConsortium.creditCode(7).value());
    var member = new MemberRow(true, admitted, List.of(KEY));
    var roster = Roster.of(SeededConsortium.genesis(2));
    var next = new Roster(1, roster.validators().subList(0, 1));
    Consumer<BlockState> epoch =
        block -> {
          var rows = new WritableRows(block);
          rows.putEpoch(next);
          rows.closeEpoch(43);
        };
    return List.of(
        new Case(
            "member",
            Table.MEMBER,
            block -> new WritableRows(block).putMember(7, member),
            List.of("member 4"),
            value ->
                value
                    .field(1, "value.suspended")
                    .open(2, "value.admitted")
                    .field(1, "value.admitted.name")
                    .field(2, "value.admitted.kind")
                    .field(3, "value.admitted.credit_code")
                    .field(3, "value.transaction_key"),
            rows -> {
              var read = rows.member(7).orElseThrow();
              return List.of(
                  read.suspended(),
                  Optional.ofNullable(read.admitted()),
                  read.transactionKeys().stream().map(SampleRows::hex).toList());
            },
            List.of(true, Optional.of(admitted), List.of(hex(KEY)))),
        new Case(
            "key",
            Table.KEY,
            block -> new WritableRows(block).putKey(KEY, 7),
            List.of("key_digest 24"),
            value -> value.take("value.member", 4),
            rows -> rows.keyUsed(KEY),
            true),
        new Case(
            "epoch",
            Table.EPOCH,
            epoch,
            List.of("epoch 8"),
            value ->
                value
                    .field(1, "value.from_size")
                    .open(2, "value.roster")
                    .field(1, "value.roster.epoch")
                    .field(2, "value.roster.validator"),
            rows -> rows.epoch(1).map(one -> List.of(one.fromSize(), one.roster())),
            Optional.of(List.of(43L, next))),
        new Case(
            "present-epoch",
            Table.PRESENT_EPOCH,
            epoch,
            List.of(),
            value -> value.take("value.epoch", 8),
            LedgerRows::epoch,
            1L));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private SampleRows() {}
}
