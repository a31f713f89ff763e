package org.yipiao.ledger.contract.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.ledger.protocol.SeededConsortium.AGENCY;
import static org.yipiao.ledger.protocol.SeededConsortium.BUREAU;
import static org.yipiao.ledger.protocol.SeededConsortium.HOSPITAL;
import static org.yipiao.ledger.protocol.SeededConsortium.INSURER;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.contract.state.BlockState;
import org.yipiao.ledger.contract.state.ClaimState;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.GenesisLimits;
import org.yipiao.ledger.protocol.operation.Medium;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.outcome.OutcomeDetail;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.money.Money;

class ReservationRulesTest extends LedgerWithAnInvoice {

  @Test
  void severalPayersShareWhatThePersonPaidAndNoMore() {
    expect(AGENCY, reserve(1, 1, 700, false), Outcome.APPLIED);
    OperationOutcome beyond = expect(INSURER, reserve(2, 2, 301, false), Outcome.EXCEEDS_REMAINING);
    assertThat(OutcomeDetail.amountFen(beyond.detail())).isEqualTo(300);
    expect(INSURER, reserve(2, 2, 200, false), Outcome.APPLIED);
    expect(INSURER, reserve(3, 3, 100, true), Outcome.APPLIED);
    assertThat(invoice().remainingFen()).isZero();
    assertThat(ledger.rows().held(FIRST))
        .containsExactly(
            new LedgerRows.Held(AGENCY, 700, 0, 0, 0),
            new LedgerRows.Held(INSURER, 200, 100, 0, 0));
  }

  @Test
  void aSecondClaimForTheSameBenefitIsRefusedAndNamesTheFirst() {
    expect(AGENCY, reserve(1, 1, 100, true), Outcome.APPLIED);
    OperationOutcome second = expect(AGENCY, reserve(2, 1, 100, true), Outcome.ALREADY_CLAIMED);
    assertThat(ClaimId.of(second.detail())).isEqualTo(claim(1));
    expect(AGENCY, settle(1, 100), Outcome.APPLIED);
    expect(AGENCY, reserve(2, 1, 100, true), Outcome.ALREADY_CLAIMED);
    expect(AGENCY, reserve(2, 2, 100, true), Outcome.APPLIED);
  }

  @Test
  void aClaimIdIsUniqueForEverAtItsPayer() {
    expect(AGENCY, reserve(1, 1, 100, true), Outcome.APPLIED);
    expect(AGENCY, release(1), Outcome.APPLIED);
    expect(AGENCY, reserve(1, 1, 100, true), Outcome.CLAIM_ID_REUSED);
    expect(INSURER, reserve(1, 1, 100, true), Outcome.APPLIED);
  }

  @Test
  void aClaimIdIsUniqueOverAllInvoices() {
    long other = FIRST + 1;
    expect(HOSPITAL, issue(other, 1_000, 1_200), Outcome.APPLIED);
    expect(AGENCY, reserve(1, 1, 100, true), Outcome.APPLIED);
    expect(AGENCY, reserveOn(other, 1, 2, 100, true), Outcome.CLAIM_ID_REUSED);
    expect(AGENCY, release(1), Outcome.APPLIED);
    expect(AGENCY, reserveOn(other, 1, 2, 100, true), Outcome.CLAIM_ID_REUSED);
    expect(AGENCY, reserveOn(other, 2, 2, 100, true), Outcome.APPLIED);
    expect(INSURER, reserveOn(other, 1, 1, 100, true), Outcome.APPLIED);
  }

  @Test
  void aReservationIsValidUntilItsExpiryAndNotAtIt() {
    Operation reserve = reserveUntil(1, ledger.now().plusMillis(1_000));
    expect(AGENCY, reserve, Outcome.APPLIED);
    ledger.pass(899).round();
    assertThat(claimState(1)).isEqualTo(ClaimState.RESERVED);
    ledger.pass(1).round();
    assertThat(claimState(1)).isEqualTo(ClaimState.EXPIRED);
    assertThat(invoice().remainingFen()).isEqualTo(1_000);
    expect(AGENCY, commit(1), Outcome.RESERVATION_EXPIRED);
    expect(AGENCY, reserve(2, 1, 1_000, false), Outcome.APPLIED);
  }

  @Test
  void anExpiredReservationIsFreedBeforeTheNextOperationOfTheSameBlock() {
    expect(AGENCY, reserveUntil(1, ledger.now().plusMillis(130)), Outcome.APPLIED);
    ledger.pass(30);
    var results = ledger.round(ledger.signed(INSURER, false, reserve(7, 7, 1_000, false)));
    assertThat(results.toString()).contains("APPLIED");
  }

  @Test
  void aCommittedReservationOutlivesItsExpiry() {
    expect(AGENCY, reserveUntil(1, ledger.now().plusMillis(1_000)), Outcome.APPLIED);
    expect(AGENCY, commit(1), Outcome.APPLIED);
    expect(AGENCY, commit(1), Outcome.ALREADY_COMMITTED);
    ledger.pass(Duration.ofDays(400).toMillis()).round();
    assertThat(claimState(1)).isEqualTo(ClaimState.COMMITTED);
    expect(INSURER, reserve(2, 2, 901, false), Outcome.EXCEEDS_REMAINING);
    expect(AGENCY, settle(1, 100), Outcome.APPLIED);
  }

  @Test
  void aPayerHasNoMoreOpenReservationsThanTheGenesisPermits() {
    var limits = new GenesisLimits(130_000, 10, 86_400, 86_400, 1, 100, 50);
    var strict = new SimulatedLedger(SeededConsortium.genesis(limits));
    strict.submit(BUREAU, allocate(FIRST, 100));
    strict.submit(HOSPITAL, issue(FIRST, 1_000, 1_200));
    assertThat(strict.submitOne(AGENCY, reserve(1, 1, 10, true)).applied()).isTrue();
    assertThat(strict.submitOne(AGENCY, reserve(2, 2, 10, true)).outcome())
        .isEqualTo(Outcome.TOO_MANY_OPEN);
    assertThat(strict.submitOne(INSURER, reserve(2, 2, 10, true)).applied()).isTrue();
    assertThat(strict.submitOne(AGENCY, settle(1, 10)).applied()).isTrue();
    assertThat(strict.submitOne(AGENCY, reserve(2, 2, 10, true)).applied()).isTrue();
  }

  @Test
  void aPayerHasNoMoreReservationsThatCanExpireTogetherThanOneBlockReleases() {
    var before = new BlockState(ledger.state());
    new WritableRows(before).addUncommitted(AGENCY, ReservationRules.MOST_UNCOMMITTED - 1);
    ledger.state().apply(before.changes());
    expect(AGENCY, reserve(1, 1, 10, false), Outcome.APPLIED);
    expect(AGENCY, reserve(2, 2, 10, false), Outcome.TOO_MANY_OPEN);
    expect(AGENCY, reserve(3, 3, 10, true), Outcome.APPLIED);
    expect(INSURER, reserve(2, 2, 10, false), Outcome.APPLIED);

    expect(AGENCY, commit(1), Outcome.APPLIED);
    expect(AGENCY, reserveUntil(4, ledger.now().plusMillis(1_000)), Outcome.APPLIED);
    expect(AGENCY, reserve(5, 5, 10, false), Outcome.TOO_MANY_OPEN);
    ledger.pass(2_000).round();
    expect(AGENCY, reserve(6, 6, 10, false), Outcome.APPLIED);
  }

  @Test
  void aPayerHasNoMoreClaimsOnAnInvoiceThanAnybodyCanRead() {
    for (int claim = 1; claim <= ReservationRules.MOST_CLAIMS; claim++) {
      expect(AGENCY, reserve(claim, 1, 10, true), Outcome.APPLIED);
      expect(AGENCY, release(claim), Outcome.APPLIED);
    }
    int next = ReservationRules.MOST_CLAIMS + 1;
    expect(AGENCY, reserve(next, 1, 10, true), Outcome.TOO_MANY_CLAIMS);
    expect(INSURER, reserve(next, 1, 10, true), Outcome.APPLIED);
  }

  @Test
  void aReservationIsRefusedForWhatItNames() {
    expect(AGENCY, reserve(1, 1, 0, false), Outcome.AMOUNT_OUT_OF_RANGE);
    expect(AGENCY, reserve(1, 1, -1, false), Outcome.AMOUNT_OUT_OF_RANGE);
    expect(AGENCY, reserve(1, 1, Money.MAX_FEN + 1, false), Outcome.AMOUNT_OUT_OF_RANGE);
    expect(AGENCY, reserveUntil(1, ledger.now()), Outcome.EXPIRY_OUT_OF_RANGE);
    expect(
        AGENCY,
        reserveUntil(1, ledger.now().plus(Duration.ofDays(1)).plusMillis(101)),
        Outcome.EXPIRY_OUT_OF_RANGE);
    expect(
        AGENCY,
        reserveUntil(1, ledger.now().plus(Duration.ofDays(1)).plusMillis(100)),
        Outcome.APPLIED);
    expect(HOSPITAL, reserve(1, 1, 1, false), Outcome.NOT_PERMITTED);
    expect(AGENCY, reserveOn(FIRST + 7, 9, 9, 1, false), Outcome.UNKNOWN_INVOICE);
    expect(
        AGENCY,
        new ReserveReimbursement(
            FIRST,
            claim(9),
            1,
            benefit(9),
            EVIDENCE,
            EVIDENCE,
            EpochNanos.of(ledger.now().plusSeconds(60)),
            false,
            Medium.PAPER),
        Outcome.MEDIUM_MISMATCH);
  }
}
