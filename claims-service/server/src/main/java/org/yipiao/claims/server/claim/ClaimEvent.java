package org.yipiao.claims.server.claim;

/** What can happen to a claim. Where it leads from which state stands in {@link ClaimState}. */
public enum ClaimEvent {
  INVOICE_VERIFIED("The register's proof holds and the invoice is the insured person's."),
  REFUSED("The payer does not pay; the code says why."),
  UNSURE("Something does not fit; the code says what."),
  AMOUNT_DECIDED("The plan owes an amount, which is held in the person's year."),
  RESERVATION_SIGNED("The reservation of that amount is stored with its signature."),
  RESERVATION_FINAL("The ledger has reserved and committed the amount."),
  REMAINDER_SHRANK("Less is left of the invoice than was asked for."),
  PAYMENT_WRITTEN("The one payment message of the claim is stored."),
  BANK_SETTLED("The bank says that the money has moved."),
  BANK_REJECTED("The bank says that the money will not move; the release is stored, signed."),
  SETTLEMENT_SIGNED("The settlement is stored with its signature."),
  SETTLEMENT_FINAL("The ledger has settled the claim."),
  RELEASE_FINAL("The ledger has freed the amount."),
  VERIFY_AGAIN("The payer's operator has the invoice looked at again."),
  DECIDE_AGAIN("The payer's operator has the claim decided again."),
  RESERVE_AGAIN("The payer's operator has the reservation asked for again."),
  ASK_BANK_AGAIN("The payer's operator has the bank asked again, for the same message."),
  SETTLE_AGAIN("The payer's operator has the settlement asked for again."),
  RELEASE_AGAIN("The payer's operator has the release asked for again."),
  BANK_CONFIRMED_PAID("The payer's operator has the bank's word that the money has moved."),
  BANK_CONFIRMED_UNPAID(
      "The payer's operator has the bank's word that no money will move; the release is signed."),
  CLOSED("The payer's operator ends a claim for which nothing is held."),
  APPROVED_BY_PERSON("People of the payer pay what the plan has found; it is held in the year."),
  APPROVED_IN_PART_BY_PERSON("People of the payer pay the amount that they name; it is held too."),
  REFUSED_BY_PERSON("People of the payer refuse a claim for which nothing is held.");

  private final String sentence;

  ClaimEvent(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
