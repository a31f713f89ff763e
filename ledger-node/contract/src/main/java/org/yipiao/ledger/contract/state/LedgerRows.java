package org.yipiao.ledger.contract.state;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;

/** Reads the typed rows of a state. */
public class LedgerRows {

  final LedgerState state;
  private volatile @Nullable ReadEpoch lastEpoch;

  /** Reading an epoch parses certificates, and it is asked for with every transaction. */
  @SuppressWarnings("ArrayRecordComponent") // compared by its bytes alone
  private record ReadEpoch(byte[] bytes, Epoch row) {}

  public LedgerRows(LedgerState state) {
    this.state = state;
  }

  /** A claim and its key. */
  public record Claim(long invoiceId, int payer, ClaimId claimId, ClaimRow row) {}

  /** What a payer holds of an invoice over all its claims; {@code returnedFen} only counts. */
  public record Held(
      int payer, long reservedFen, long committedFen, long reimbursedFen, long returnedFen) {

    private Held plus(Held other) {
      return new Held(
          payer,
          reservedFen + other.reservedFen,
          committedFen + other.committedFen,
          reimbursedFen + other.reimbursedFen,
          returnedFen + other.returnedFen);
    }
  }

  /** The key of a reservation whose expiry is next. */
  public record Due(long expiryNanos, int payer, ClaimId claimId, long invoiceId) {}

  /** The contract's version; 0 before the genesis block. */
  public int contractVersion() {
    byte[] value = state.get(RowKeys.contract());
    return value == null ? 0 : ByteBuffer.wrap(value).getInt();
  }

  /** A version of the contract that is agreed to and not in force yet. */
  public Optional<Activation> activation() {
    return Optional.ofNullable(state.get(RowKeys.activation())).map(Activation::decode);
  }

  /** What changed of a member since the genesis. */
  public Optional<MemberRow> member(int number) {
    return Optional.ofNullable(state.get(RowKeys.member(number))).map(MemberRow::decode);
  }

  /** The rows of members by their numbers, ascending. */
  public SortedMap<Integer, MemberRow> members() {
    var members = new TreeMap<Integer, MemberRow>();
    byte[] prefix = Table.MEMBER.key(0).array();
    Row row = state.ceiling(RowKey.of(prefix));
    while (row != null && row.key().startsWith(prefix)) {
      members.put(ByteBuffer.wrap(row.key().bytes()).getInt(1), MemberRow.decode(row.value()));
      row = state.ceiling(row.key().successor());
    }
    return members;
  }

  /** The number of the present epoch. */
  public long epoch() {
    byte[] row = state.get(RowKeys.presentEpoch());
    return row == null ? 0 : ByteBuffer.wrap(row).getLong();
  }

  /** An epoch after that of the genesis. */
  public Optional<Epoch> epoch(long number) {
    byte[] row = number == 0 ? null : state.get(RowKeys.epoch(number));
    if (row == null) {
      return Optional.empty();
    }
    var before = lastEpoch;
    if (before == null || !Arrays.equals(before.bytes(), row)) {
      before = new ReadEpoch(row, Epoch.decode(row));
      lastEpoch = before;
    }
    return Optional.of(before.row());
  }

  /** Whether a key was brought in after the genesis, by whomever. */
  public boolean keyUsed(byte[] subjectPublicKeyInfo) {
    return state.get(RowKeys.key(subjectPublicKeyInfo)) != null;
  }

  public Optional<InvoiceRow> invoice(long invoiceId) {
    return Optional.ofNullable(state.get(RowKeys.invoice(invoiceId))).map(InvoiceRow::decode);
  }

  public Optional<ClaimRow> claim(long invoiceId, int payer, ClaimId claimId) {
    return Optional.ofNullable(state.get(RowKeys.claim(invoiceId, payer, claimId)))
        .map(ClaimRow::decode);
  }

  /** All claims on an invoice, by payer and claim id. */
  public List<Claim> claims(long invoiceId) {
    return claims(invoiceId, Table.CLAIM.key(8).putLong(invoiceId).array(), Integer.MAX_VALUE);
  }

  /** What each payer that ever had a claim on an invoice holds of it, by payer. */
  public List<Held> held(long invoiceId) {
    var held = new TreeMap<Integer, Held>();
    for (Claim claim : claims(invoiceId)) {
      ClaimRow row = claim.row();
      held.merge(
          claim.payer(),
          new Held(
              claim.payer(),
              row.reservedFen(),
              row.committedFen(),
              row.reimbursedFen(),
              row.returnedFen()),
          Held::plus);
    }
    return List.copyOf(held.values());
  }

  /** The first claims of one payer on an invoice, in whatever state, at most so many. */
  public List<Claim> claims(long invoiceId, int payer, int most) {
    return claims(invoiceId, Table.CLAIM.key(12).putLong(invoiceId).putInt(payer).array(), most);
  }

  private List<Claim> claims(long invoiceId, byte[] prefix, int most) {
    int afterInvoice = Table.CLAIM.key(8).array().length;
    var claims = new ArrayList<Claim>();
    Row row = state.ceiling(RowKey.of(prefix));
    while (row != null && row.key().startsWith(prefix) && claims.size() < most) {
      var key = ByteBuffer.wrap(row.key().bytes(), afterInvoice, 20);
      claims.add(
          new Claim(invoiceId, key.getInt(), RowBytes.claim(key), ClaimRow.decode(row.value())));
      row = state.ceiling(row.key().successor());
    }
    return claims;
  }

  /** The invoice for which a payer has used a claim id. */
  public Optional<Long> invoiceOfClaim(int payer, ClaimId claimId) {
    return Optional.ofNullable(state.get(RowKeys.claimId(payer, claimId)))
        .map(value -> ByteBuffer.wrap(value).getLong());
  }

  /** The live or settled claim of a payer for a benefit on an invoice. */
  public Optional<ClaimId> claimOfBenefit(long invoiceId, int payer, Digest benefit) {
    return Optional.ofNullable(state.get(RowKeys.benefit(invoiceId, payer, benefit)))
        .map(ClaimId::of);
  }

  /** The range that begins at or before a number and is the last to do so. */
  public Optional<RangeRow> rangeAtOrBefore(long invoiceId) {
    Row row = state.floor(RowKeys.range(invoiceId));
    return row == null || row.key().table() != Table.RANGE.prefix()
        ? Optional.empty()
        : Optional.of(RangeRow.decode(ByteBuffer.wrap(row.key().bytes()).getLong(1), row.value()));
  }

  /**
   * Whether a reservation's expiry is after one time and at or before another.
   *
   * @param afterNanos what was due by then is known to be gone; -1 when nothing is known
   */
  public boolean anyDue(long afterNanos, long nanos) {
    return !upTo(nanos, RowKeys.later(Table.DUE, afterNanos), 1).isEmpty();
  }

  /** The reservations whose expiry is after one time and at or before another, earliest first. */
  final List<Due> due(long afterNanos, long nanos) {
    var due = new ArrayList<Due>();
    for (Row row : upTo(nanos, RowKeys.later(Table.DUE, afterNanos), Integer.MAX_VALUE)) {
      due.add(due(row));
    }
    return due;
  }

  private static Due due(Row row) {
    var key = ByteBuffer.wrap(row.key().bytes(), 1, 28);
    return new Due(
        key.getLong(), key.getInt(), RowBytes.claim(key), ByteBuffer.wrap(row.value()).getLong());
  }

  /**
   * The rows of a table of times from a key on whose time is at or before {@code nanos}. Beginning
   * at the table's first key would step over every row that was removed before, and looking for the
   * first one however late would step over those that were to come: those of this block one by one,
   * those of earlier blocks inside the store.
   */
  final List<Row> upTo(long nanos, RowKey from, int most) {
    return state.range(from, RowKeys.later(Table.ofPrefix(from.table()), nanos), most);
  }

  /** How many reservations of a payer are reserved or committed. */
  public long openReservations(int payer) {
    byte[] value = state.get(RowKeys.open(payer));
    return value == null ? 0 : ByteBuffer.wrap(value).getLong();
  }

  /** How many of a payer's open reservations are not committed. */
  public long uncommittedReservations(int payer) {
    byte[] value = state.get(RowKeys.reserved(payer));
    return value == null ? 0 : ByteBuffer.wrap(value).getLong();
  }

  public boolean returnUsed(int payer, byte[] returnId) {
    return state.get(RowKeys.returned(payer, returnId)) != null;
  }

  public Optional<TransactionRow> transaction(int member, TransactionId id) {
    return Optional.ofNullable(state.get(RowKeys.transaction(member, id)))
        .map(TransactionRow::decode);
  }
}
