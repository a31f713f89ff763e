package org.yipiao.ledger.contract.state;

import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;

/** The keys of rows, as {@link Table} lays them out. */
final class RowKeys {

  private RowKeys() {}

  static RowKey contract() {
    return RowKey.of(Table.CONTRACT.key(0).array());
  }

  static RowKey activation() {
    return RowKey.of(Table.ACTIVATION.key(0).array());
  }

  static RowKey epoch(long number) {
    return RowKey.of(Table.EPOCH.key(Long.BYTES).putLong(number).array());
  }

  static RowKey presentEpoch() {
    return RowKey.of(Table.PRESENT_EPOCH.key(0).array());
  }

  static RowKey member(int number) {
    return RowKey.of(Table.MEMBER.key(4).putInt(number).array());
  }

  /** Of a public key, X.509 SubjectPublicKeyInfo in DER. */
  static RowKey key(byte[] subjectPublicKeyInfo) {
    byte[] digest = Digest.sha256(subjectPublicKeyInfo).bytes();
    return RowKey.of(Table.KEY.key(24).put(digest, 0, 24).array());
  }

  static RowKey invoice(long invoiceId) {
    return RowKey.of(Table.INVOICE.key(8).putLong(invoiceId).array());
  }

  static RowKey claim(long invoiceId, int payer, ClaimId claimId) {
    return RowKey.of(
        Table.CLAIM.key(28).putLong(invoiceId).putInt(payer).put(claimId.bytes()).array());
  }

  static RowKey claimId(int payer, ClaimId claimId) {
    return RowKey.of(Table.CLAIM_ID.key(20).putInt(payer).put(claimId.bytes()).array());
  }

  static RowKey benefit(long invoiceId, int payer, Digest benefit) {
    return RowKey.of(
        Table.BENEFIT.key(44).putLong(invoiceId).putInt(payer).put(benefit.bytes()).array());
  }

  static RowKey range(long firstInvoiceId) {
    return RowKey.of(Table.RANGE.key(8).putLong(firstInvoiceId).array());
  }

  static RowKey due(long expiryNanos, int payer, ClaimId claimId) {
    return RowKey.of(
        Table.DUE.key(28).putLong(expiryNanos).putInt(payer).put(claimId.bytes()).array());
  }

  static RowKey open(int payer) {
    return RowKey.of(Table.OPEN.key(4).putInt(payer).array());
  }

  static RowKey reserved(int payer) {
    return RowKey.of(Table.RESERVED.key(4).putInt(payer).array());
  }

  static RowKey forgotten() {
    return RowKey.of(Table.FORGOTTEN.key(0).array());
  }

  static RowKey returned(int payer, byte[] returnId) {
    return RowKey.of(Table.RETURN.key(20).putInt(payer).put(returnId).array());
  }

  static RowKey transaction(int member, TransactionId id) {
    return RowKey.of(Table.TRANSACTION.key(20).putInt(member).put(id.bytes()).array());
  }

  static RowKey transactionExpiry(long expiryNanos, int member, TransactionId id) {
    return RowKey.of(
        Table.TRANSACTION_EXPIRY
            .key(28)
            .putLong(expiryNanos)
            .putInt(member)
            .put(id.bytes())
            .array());
  }

  /** Where the rows of a table of times begin that are later than {@code afterNanos}. */
  static RowKey later(Table table, long afterNanos) {
    return RowKey.of(table.key(Long.BYTES).putLong(afterNanos + 1).array());
  }
}
