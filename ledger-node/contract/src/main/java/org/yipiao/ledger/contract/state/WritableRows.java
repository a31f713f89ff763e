package org.yipiao.ledger.contract.state;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;

/** Reads and writes the typed rows of the block in progress. */
public final class WritableRows extends LedgerRows {

  /** A fixed number, the same for all validators: what a block removes is part of its state. */
  static final int FORGOTTEN_PER_BLOCK = 10_000;

  private static final byte[] PRESENT = {0};

  private final BlockState block;
  private final long cleanNanos;
  private long sweptNanos;
  private @Nullable RangeRow committedRange;

  public WritableRows(BlockState block) {
    this(block, -1);
  }

  /**
   * @param cleanNanos consensus time of the block before: at its close every reservation that
   *     expires by then was removed, and of the transactions as many as one block may
   */
  public WritableRows(BlockState block, long cleanNanos) {
    super(block);
    this.block = block;
    this.cleanNanos = cleanNanos;
    this.sweptNanos = cleanNanos;
  }

  /**
   * The reservations that have come due since the last call, the earliest first. The caller
   * releases them all: they are not given again. What is reserved later expires later, so nothing
   * that is due by an earlier time can appear afterwards.
   */
  public List<Due> newlyDue(long nanos) {
    if (nanos <= sweptNanos) {
      return List.of();
    }
    List<Due> due = due(sweptNanos, nanos);
    sweptNanos = nanos;
    return due;
  }

  /** Whether a reservation has come due since the last call of {@link #newlyDue}. */
  public boolean anyNewlyDue(long nanos) {
    return nanos > sweptNanos && anyDue(sweptNanos, nanos);
  }

  public void putContractVersion(int version) {
    block.put(RowKeys.contract(), ByteBuffer.allocate(4).putInt(version).array());
  }

  public void putActivation(Activation row) {
    block.put(RowKeys.activation(), row.encode());
  }

  public void deleteActivation() {
    block.delete(RowKeys.activation());
  }

  public void putMember(int number, MemberRow row) {
    block.put(RowKeys.member(number), row.encode());
  }

  /** Puts the next validators in the place of the present ones; their first size comes later. */
  public void putEpoch(Roster next) {
    long number = next.epoch();
    block.put(RowKeys.epoch(number), new Epoch(0, next).encode());
    block.put(RowKeys.presentEpoch(), ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  /**
   * Fixes the first size of an epoch that began in this block.
   *
   * @param fromSize one more than the block's size
   */
  public void closeEpoch(long fromSize) {
    long number = epoch();
    epoch(number)
        .filter(Epoch::open)
        .ifPresent(
            row -> block.put(RowKeys.epoch(number), new Epoch(fromSize, row.roster()).encode()));
  }

  public void putKey(byte[] subjectPublicKeyInfo, int member) {
    block.put(
        RowKeys.key(subjectPublicKeyInfo),
        ByteBuffer.allocate(Integer.BYTES).putInt(member).array());
  }

  public void putInvoice(long invoiceId, InvoiceRow row) {
    block.put(RowKeys.invoice(invoiceId), row.encode());
  }

  /**
   * {@inheritDoc} Numbers are issued one after the other, so the range before is mostly the one
   * again. Ranges never overlap and are never removed: inside one that was committed before this
   * block no other can begin.
   */
  @Override
  public Optional<RangeRow> rangeAtOrBefore(long invoiceId) {
    var again = committedRange;
    if (again != null
        && again.firstInvoiceId() <= invoiceId
        && invoiceId <= again.lastInvoiceId()) {
      return Optional.of(again);
    }
    Optional<RangeRow> found = super.rangeAtOrBefore(invoiceId);
    found
        .filter(range -> !block.changed(RowKeys.range(range.firstInvoiceId())))
        .ifPresent(range -> committedRange = range);
    return found;
  }

  public void putRange(RangeRow row) {
    block.put(RowKeys.range(row.firstInvoiceId()), row.encode());
  }

  public void putClaim(long invoiceId, int payer, ClaimId claimId, ClaimRow row) {
    block.put(RowKeys.claim(invoiceId, payer, claimId), row.encode());
  }

  public void putClaimId(int payer, ClaimId claimId, long invoiceId) {
    block.put(RowKeys.claimId(payer, claimId), longBytes(invoiceId));
  }

  public void putBenefit(long invoiceId, int payer, Digest benefit, ClaimId claimId) {
    block.put(RowKeys.benefit(invoiceId, payer, benefit), claimId.bytes());
  }

  public void deleteBenefit(long invoiceId, int payer, Digest benefit) {
    block.delete(RowKeys.benefit(invoiceId, payer, benefit));
  }

  public void putDue(long expiryNanos, int payer, ClaimId claimId, long invoiceId) {
    block.put(RowKeys.due(expiryNanos, payer, claimId), longBytes(invoiceId));
  }

  public void deleteDue(long expiryNanos, int payer, ClaimId claimId) {
    block.delete(RowKeys.due(expiryNanos, payer, claimId));
  }

  /** Changes the payer's count of open reservations. */
  public void addOpen(int payer, int change) {
    long open = openReservations(payer) + change;
    if (open < 0) {
      throw new IllegalStateException("fewer than no open reservations");
    }
    block.put(RowKeys.open(payer), longBytes(open));
  }

  /** Changes the payer's count of reservations that are not committed. */
  public void addUncommitted(int payer, int change) {
    long uncommitted = uncommittedReservations(payer) + change;
    if (uncommitted < 0) {
      throw new IllegalStateException("fewer than no reservations");
    }
    block.put(RowKeys.reserved(payer), longBytes(uncommitted));
  }

  public void putReturn(int payer, byte[] returnId, ClaimId claimId) {
    block.put(RowKeys.returned(payer, returnId), claimId.bytes());
  }

  public void putTransaction(int member, TransactionId id, TransactionRow row) {
    block.put(RowKeys.transaction(member, id), row.encode());
    block.put(RowKeys.transactionExpiry(row.expiryNanos(), member, id), PRESENT);
  }

  /**
   * Forgets transactions whose expiry is at or before the time, the earliest first and at most
   * {@value #FORGOTTEN_PER_BLOCK}: whoever gives any number of transactions the same expiry makes
   * no block larger than others. What is left is forgotten with the next blocks; its time being
   * over, nobody looks it up.
   */
  public void forgetTransactions(long nanos) {
    byte[] last = block.get(RowKeys.forgotten());
    RowKey from =
        last == null
            ? RowKeys.later(Table.TRANSACTION_EXPIRY, cleanNanos)
            : RowKey.of(last).successor();
    List<Row> expired = upTo(nanos, from, FORGOTTEN_PER_BLOCK);
    expired.forEach(this::forget);
    if (expired.size() == FORGOTTEN_PER_BLOCK) {
      block.put(RowKeys.forgotten(), expired.getLast().key().bytes());
    } else if (last != null) {
      block.delete(RowKeys.forgotten());
    }
  }

  private void forget(Row expired) {
    var key = ByteBuffer.wrap(expired.key().bytes(), 1, 28);
    long expiryNanos = key.getLong();
    int member = key.getInt();
    var id = TransactionId.of(RowBytes.take(key, TransactionId.LENGTH));
    // Its id may have been used again since, with a later expiry.
    if (transaction(member, id).filter(row -> row.expiryNanos() == expiryNanos).isPresent()) {
      block.delete(RowKeys.transaction(member, id));
    }
    block.delete(expired.key());
  }

  private static byte[] longBytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }
}
