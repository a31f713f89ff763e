package org.yipiao.ledger.contract.state;

import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.transaction.TransactionId;

/** Rows of members, their transactions and the contract to which they keep. */
final class MemberSamples {

  private static final TransactionId ID = new TransactionId("f0e1d2c3b4a5968778695a4b3c2d1e0f");
  private static final long EXPIRY = 1_767_229_200_000_000_000L;
  private static final byte[] KEY = SeededConsortium.transactionKey(7).getPublic().getEncoded();

  private MemberSamples() {}

  static List<SampleRow> ofTheContract() {
    return List.of(
        new SampleRow(
            "contract",
            Table.CONTRACT,
            block -> new WritableRows(block).putContractVersion(2),
            List.of(),
            value -> value.take("value.version", 4),
            LedgerRows::contractVersion,
            2),
        new SampleRow(
            "activation",
            Table.ACTIVATION,
            block -> new WritableRows(block).putActivation(new Activation(2, 100)),
            List.of(),
            value -> value.take("value.version 4", "value.height 8"),
            LedgerRows::activation,
            Optional.of(new Activation(2, 100))));
  }

  static List<SampleRow> ofTransactions() {
    var row = new TransactionRow(EXPIRY, SampleRow.digest("transaction"), 40, 2);
    RowKey expiryKey = RowKeys.transactionExpiry(EXPIRY, 4, ID);
    return List.of(
        new SampleRow(
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
        new SampleRow(
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
        new SampleRow(
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

  static List<SampleRow> ofMembers() {
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
        new SampleRow(
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
                  read.transactionKeys().stream().map(MemberSamples::hex).toList());
            },
            List.of(true, Optional.of(admitted), List.of(hex(KEY)))),
        new SampleRow(
            "key",
            Table.KEY,
            block -> new WritableRows(block).putKey(KEY, 7),
            List.of("key_digest 24"),
            value -> value.take("value.member", 4),
            rows -> rows.keyUsed(KEY),
            true),
        new SampleRow(
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
        new SampleRow(
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
}
