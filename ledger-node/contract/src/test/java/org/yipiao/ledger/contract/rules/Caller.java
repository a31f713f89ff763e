package org.yipiao.ledger.contract.rules;

import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.platform.id.MemberNumber;

/** Who asks something of an invoice, as that invoice sees it. */
enum Caller {
  ISSUER(SeededConsortium.HOSPITAL, "The hospital in whose range the number lies."),
  OTHER_HOSPITAL(SeededConsortium.OTHER_HOSPITAL, "Any other hospital."),
  CLAIMANT(SeededConsortium.AGENCY, "The payer whose claims are on the invoice."),
  OTHER_PAYER(SeededConsortium.INSURER, "Any other payer."),
  REGULATOR(SeededConsortium.BUREAU, "The finance bureau."),
  OPERATOR(Caller.OPERATOR_NUMBER, "A member that neither issues nor pays.");

  private static final int OPERATOR_NUMBER = 7;

  private final int number;
  private final String sentence;

  Caller(int number, String sentence) {
    this.number = number;
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }

  GenesisMember member(Genesis genesis) {
    if (this != OPERATOR) {
      return genesis.member(number).orElseThrow();
    }
    GenesisMember like = genesis.member(SeededConsortium.INSURER).orElseThrow();
    return new GenesisMember(
        new MemberNumber(number),
        "operator",
        MemberKind.OPERATOR,
        like.creditCode(),
        like.transactionKeys(),
        null);
  }
}
