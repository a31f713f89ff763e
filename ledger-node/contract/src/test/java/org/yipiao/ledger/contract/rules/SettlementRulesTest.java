package org.yipiao.ledger.contract.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.ledger.protocol.SeededConsortium.AGENCY;
import static org.yipiao.ledger.protocol.SeededConsortium.BUREAU;
import static org.yipiao.ledger.protocol.SeededConsortium.HOSPITAL;
import static org.yipiao.ledger.protocol.SeededConsortium.INSURER;
import static org.yipiao.ledger.protocol.SeededConsortium.OTHER_HOSPITAL;

import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.state.ClaimState;
import org.yipiao.ledger.contract.state.InvoiceRow;
import org.yipiao.ledger.protocol.operation.ReleaseReimbursement;
import org.yipiao.ledger.protocol.operation.ReturnReimbursement;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.outcome.OutcomeDetail;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.money.Money;

class SettlementRulesTest extends LedgerWithAnInvoice {

  private static final long[] NO_AMOUNTS = {0, -1, Long.MIN_VALUE, Money.MAX_FEN + 1};

  @Test
  void settlingLessFreesTheRest() {
    expect(AGENCY, reserve(1, 1, 700, true), Outcome.APPLIED);
    OperationOutcome beyond = expect(AGENCY, settle(1, 701), Outcome.EXCEEDS_COMMITTED);
    assertThat(OutcomeDetail.amountFen(beyond.detail())).isEqualTo(700);
    for (long amount : NO_AMOUNTS) {
      expect(AGENCY, settle(1, amount), Outcome.AMOUNT_OUT_OF_RANGE);
    }
    expect(AGENCY, settle(1, 595), Outcome.APPLIED);
    assertThat(invoice().remainingFen()).isEqualTo(405);
    assertThat(invoice().reimbursedFen()).isEqualTo(595);
    expect(AGENCY, settle(1, 1), Outcome.ALREADY_SETTLED);
    expect(AGENCY, release(1), Outcome.ALREADY_SETTLED);
  }

  @Test
  void settlingNeedsTheBanksConfirmation() {
    expect(AGENCY, reserve(1, 1, 700, true), Outcome.APPLIED);
    expect(
        AGENCY,
        new SettleReimbursement(FIRST, claim(1), 700, Digest.ZERO),
        Outcome.EVIDENCE_MISSING);
    assertThat(claimState(1)).isEqualTo(ClaimState.COMMITTED);
    expect(AGENCY, settle(1, 700), Outcome.APPLIED);
  }

  @Test
  void onlyThePayerThatReservedMayGoOn() {
    expect(AGENCY, reserve(1, 1, 700, false), Outcome.APPLIED);
    expect(INSURER, commit(1), Outcome.UNKNOWN_CLAIM);
    expect(AGENCY, settle(1, 1), Outcome.NOT_COMMITTED);
    expect(AGENCY, release(1), Outcome.NOT_COMMITTED);
    expect(AGENCY, commit(1), Outcome.APPLIED);
    expect(INSURER, settle(1, 1), Outcome.UNKNOWN_CLAIM);
    expect(INSURER, release(1), Outcome.UNKNOWN_CLAIM);
    expect(AGENCY, settle(1, 700), Outcome.APPLIED);
    expect(INSURER, back(1, 1, 100), Outcome.UNKNOWN_CLAIM);
    assertThat(invoice().reimbursedFen()).isEqualTo(700);
  }

  @Test
  void whoIsNoPayerMaySubmitNothingOfAClaim() {
    expect(AGENCY, reserve(1, 1, 300, false), Outcome.APPLIED);
    expect(AGENCY, reserve(2, 2, 300, true), Outcome.APPLIED);
    expect(AGENCY, reserve(3, 3, 300, true), Outcome.APPLIED);
    expect(AGENCY, settle(3, 300), Outcome.APPLIED);
    InvoiceRow before = invoice();
    for (int member : new int[] {BUREAU, HOSPITAL, OTHER_HOSPITAL}) {
      expect(member, reserve(4, 4, 1, false), Outcome.NOT_PERMITTED);
      expect(member, commit(1), Outcome.NOT_PERMITTED);
      expect(member, settle(2, 1), Outcome.NOT_PERMITTED);
      expect(member, release(2), Outcome.NOT_PERMITTED);
      expect(member, back(3, 1, 1), Outcome.NOT_PERMITTED);
    }
    assertThat(invoice()).isEqualTo(before);
  }

  @Test
  void releaseNeedsTheBanksRejectionAndFreesAll() {
    expect(AGENCY, reserve(1, 1, 700, true), Outcome.APPLIED);
    expect(
        AGENCY, new ReleaseReimbursement(FIRST, claim(1), Digest.ZERO), Outcome.EVIDENCE_MISSING);
    expect(AGENCY, release(1), Outcome.APPLIED);
    assertThat(invoice().remainingFen()).isEqualTo(1_000);
    expect(AGENCY, reserve(2, 1, 700, true), Outcome.APPLIED);
  }

  @Test
  void returnedMoneyCanBeClaimedAnewOnceAllOfItCameBack() {
    expect(AGENCY, reserve(1, 1, 700, true), Outcome.APPLIED);
    expect(AGENCY, back(1, 1, 100), Outcome.NOT_SETTLED);
    expect(AGENCY, settle(1, 700), Outcome.APPLIED);
    expect(AGENCY, back(1, 1, 300), Outcome.APPLIED);
    expect(AGENCY, back(1, 1, 300), Outcome.RETURN_ID_REUSED);
    OperationOutcome beyond = expect(AGENCY, back(1, 2, 401), Outcome.EXCEEDS_REIMBURSED);
    assertThat(OutcomeDetail.amountFen(beyond.detail())).isEqualTo(400);
    expect(AGENCY, reserve(2, 1, 1, true), Outcome.ALREADY_CLAIMED);
    expect(AGENCY, back(1, 2, 400), Outcome.APPLIED);
    expect(AGENCY, back(1, 3, 1), Outcome.ALREADY_RETURNED);
    assertThat(invoice().returnedFen()).isEqualTo(700);
    assertThat(invoice().reimbursedFen()).isZero();
    expect(AGENCY, reserve(2, 1, 1_000, true), Outcome.APPLIED);
  }

  @Test
  void aReturnIdIsUniqueForEverAtItsPayer() {
    expect(AGENCY, reserve(1, 1, 300, true), Outcome.APPLIED);
    expect(AGENCY, settle(1, 300), Outcome.APPLIED);
    expect(AGENCY, reserve(2, 2, 300, true), Outcome.APPLIED);
    expect(AGENCY, settle(2, 300), Outcome.APPLIED);
    expect(INSURER, reserve(3, 3, 300, true), Outcome.APPLIED);
    expect(INSURER, settle(3, 300), Outcome.APPLIED);
    expect(AGENCY, back(1, 1, 300), Outcome.APPLIED);
    expect(AGENCY, back(2, 1, 100), Outcome.RETURN_ID_REUSED);
    assertThat(invoice().returnedFen()).isEqualTo(300);
    expect(INSURER, back(3, 1, 100), Outcome.APPLIED);
    expect(AGENCY, back(2, 2, 100), Outcome.APPLIED);
  }

  @Test
  void aReturnNeedsAnAmountAndItsEvidence() {
    expect(AGENCY, reserve(1, 1, 700, true), Outcome.APPLIED);
    expect(AGENCY, settle(1, 700), Outcome.APPLIED);
    for (long amount : NO_AMOUNTS) {
      expect(AGENCY, back(1, 1, amount), Outcome.AMOUNT_OUT_OF_RANGE);
    }
    expect(
        AGENCY,
        new ReturnReimbursement(FIRST, claim(1), returnId(1), 100, Digest.ZERO),
        Outcome.EVIDENCE_MISSING);
    assertThat(invoice().reimbursedFen()).isEqualTo(700);
    expect(AGENCY, back(1, 1, 700), Outcome.APPLIED);
  }
}
