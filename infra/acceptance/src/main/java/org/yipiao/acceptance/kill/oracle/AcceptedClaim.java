package org.yipiao.acceptance.kill.oracle;

/**
 * A claim that was answered as taken.
 *
 * @param claim 32 hexadecimal digits, chosen by the claimant
 * @param payer the payer's tenant
 * @param invoice 18 digits
 * @param invoiceFen the invoice's claimable amount
 * @param awaited how it must end
 * @param awaitedFen what must be paid; 0 unless the end is {@link Awaited#PAID}
 */
public record AcceptedClaim(
    String claim, String payer, String invoice, long invoiceFen, Awaited awaited, long awaitedFen) {

  /** How a claim must end. */
  public enum Awaited {
    /** Paid exactly what was computed beforehand. */
    PAID,
    /** Refused by the bank for good, and freed. */
    REJECTED_BY_BANK,
    /** Paid or refused: another payer races for the same money. */
    RACING
  }
}
