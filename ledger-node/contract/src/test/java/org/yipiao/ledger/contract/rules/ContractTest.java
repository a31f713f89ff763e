package org.yipiao.ledger.contract.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.ledger.protocol.SeededConsortium.AGENCY;
import static org.yipiao.ledger.protocol.SeededConsortium.BUREAU;
import static org.yipiao.ledger.protocol.SeededConsortium.HOSPITAL;
import static org.yipiao.ledger.protocol.SeededConsortium.INSURER;
import static org.yipiao.ledger.protocol.SeededConsortium.OTHER_HOSPITAL;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.contract.state.BlockState;
import org.yipiao.ledger.contract.state.ClaimState;
import org.yipiao.ledger.contract.state.InvoiceRow;
import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.GenesisLimits;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.CommitReservation;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Medium;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReleaseReimbursement;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.ReturnId;
import org.yipiao.ledger.protocol.operation.ReturnReimbursement;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.outcome.OutcomeDetail;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.money.Money;

class ContractTest {

  private static final long FIRST = 110_601_260_000_000_001L;
  private static final Digest EVIDENCE = Digest.sha256(new byte[] {1});

  private final SimulatedLedger ledger = new SimulatedLedger(SeededConsortium.genesis());

  @BeforeEach
  void allocateAndIssue() {
    expect(BUREAU, allocate(FIRST, 100), Outcome.APPLIED);
    expect(HOSPITAL, issue(FIRST, 1_000, 1_200), Outcome.APPLIED);
  }

  // numbers

  @Test
  void rangesNeverOverlap() {
    expect(BUREAU, allocate(FIRST + 99, 1), Outcome.RANGE_OVERLAPS);
    expect(BUREAU, allocate(FIRST - 1, 2), Outcome.RANGE_OVERLAPS);
    expect(BUREAU, allocate(FIRST - 1, 1_000), Outcome.RANGE_OVERLAPS);
    expect(BUREAU, allocate(FIRST + 10, 5), Outcome.RANGE_OVERLAPS);
    expect(BUREAU, allocate(FIRST + 100, 5), Outcome.APPLIED);
    expect(BUREAU, allocate(FIRST - 1, 1), Outcome.APPLIED);
  }

  @Test
  void aRangeStaysWithinItsCodeAndGoesToAHospital() {
    long lastOfCode = 110_601_279_999_999_999L;
    expect(BUREAU, allocate(lastOfCode, 1), Outcome.APPLIED);
    expect(BUREAU, allocate(lastOfCode - 1, 3), Outcome.NUMBER_OUT_OF_RANGE);
    expect(BUREAU, allocate(FIRST, 0), Outcome.NUMBER_OUT_OF_RANGE);
    expect(BUREAU, allocate(-1, 1), Outcome.NUMBER_OUT_OF_RANGE);
    expect(BUREAU, allocate(Long.MAX_VALUE, 1), Outcome.NUMBER_OUT_OF_RANGE);
    expect(
        BUREAU, new AllocateNumbers(AGENCY, "gateway-1", FIRST + 500, 1), Outcome.UNKNOWN_MEMBER);
    expect(AGENCY, allocate(FIRST + 500, 1), Outcome.NOT_PERMITTED);
    expect(HOSPITAL, allocate(FIRST + 500, 1), Outcome.NOT_PERMITTED);
  }

  @Test
  void aNumberIsIssuedOnceByTheHospitalOfItsRange() {
    expect(HOSPITAL, issue(FIRST, 1, 1), Outcome.NUMBER_USED);
    expect(OTHER_HOSPITAL, issue(FIRST + 1, 1, 1), Outcome.NUMBER_NOT_ALLOCATED);
    expect(HOSPITAL, issue(FIRST + 100, 1, 1), Outcome.NUMBER_NOT_ALLOCATED);
    expect(HOSPITAL, issue(FIRST - 1, 1, 1), Outcome.NUMBER_NOT_ALLOCATED);
    expect(HOSPITAL, issue(FIRST + 99, 1, 1), Outcome.APPLIED);
    expect(AGENCY, issue(FIRST + 2, 1, 1), Outcome.NOT_PERMITTED);
  }

  @Test
  void amountsAreCheckedBeforeUse() {
    expect(HOSPITAL, issue(FIRST + 1, 0, Money.MAX_FEN), Outcome.APPLIED);
    expect(HOSPITAL, issue(FIRST + 2, 0, 0), Outcome.AMOUNT_OUT_OF_RANGE);
    expect(HOSPITAL, issue(FIRST + 2, -1, 1), Outcome.AMOUNT_OUT_OF_RANGE);
    expect(HOSPITAL, issue(FIRST + 2, 0, Money.MAX_FEN + 1), Outcome.AMOUNT_OUT_OF_RANGE);
    expect(HOSPITAL, issue(FIRST + 2, Long.MIN_VALUE, 1), Outcome.AMOUNT_OUT_OF_RANGE);
    expect(HOSPITAL, issue(FIRST + 2, 2, 1), Outcome.CLAIMABLE_ABOVE_TOTAL);
    expect(HOSPITAL, issue(-5, 1, 1), Outcome.NUMBER_OUT_OF_RANGE);
  }

  // reservations

  @Test
  void severalPayersShareWhatThePersonPaidAndNoMore() {
    expect(AGENCY, reserve(1, 1, 700, false), Outcome.APPLIED);
    OperationOutcome beyond = expect(INSURER, reserve(2, 2, 301, false), Outcome.EXCEEDS_REMAINING);
    assertThat(OutcomeDetail.amountFen(beyond.detail())).isEqualTo(300);
    expect(INSURER, reserve(2, 2, 300, false), Outcome.APPLIED);
    assertThat(invoice().remainingFen()).isZero();
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
  void aReservationIsValidUntilItsExpiryAndNotAtIt() {
    Operation reserve = reserveUntil(1, ledger.now().plusMillis(1_000));
    expect(AGENCY, reserve, Outcome.APPLIED);
    ledger.pass(899).round();
    assertThat(claimState(1)).isEqualTo(ClaimState.RESERVED);
    ledger.pass(1).round();
    assertThat(claimState(1)).isEqualTo(ClaimState.EXPIRED);
    assertThat(invoice().remainingFen()).isEqualTo(1_000);
    expect(AGENCY, new CommitReservation(FIRST, claim(1)), Outcome.RESERVATION_EXPIRED);
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
    expect(AGENCY, new CommitReservation(FIRST, claim(1)), Outcome.APPLIED);
    expect(AGENCY, new CommitReservation(FIRST, claim(1)), Outcome.ALREADY_COMMITTED);
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

    expect(AGENCY, new CommitReservation(FIRST, claim(1)), Outcome.APPLIED);
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
    expect(
        AGENCY,
        new ReserveReimbursement(
            FIRST + 7,
            claim(9),
            1,
            benefit(9),
            EVIDENCE,
            EVIDENCE,
            soon(),
            false,
            Medium.ELECTRONIC),
        Outcome.UNKNOWN_INVOICE);
    expect(
        AGENCY,
        new ReserveReimbursement(
            FIRST, claim(9), 1, benefit(9), EVIDENCE, EVIDENCE, soon(), false, Medium.PAPER),
        Outcome.MEDIUM_MISMATCH);
  }

  // settlement

  @Test
  void settlingLessFreesTheRest() {
    expect(AGENCY, reserve(1, 1, 700, true), Outcome.APPLIED);
    OperationOutcome beyond = expect(AGENCY, settle(1, 701), Outcome.EXCEEDS_COMMITTED);
    assertThat(OutcomeDetail.amountFen(beyond.detail())).isEqualTo(700);
    expect(AGENCY, settle(1, 0), Outcome.AMOUNT_OUT_OF_RANGE);
    expect(AGENCY, settle(1, 595), Outcome.APPLIED);
    assertThat(invoice().remainingFen()).isEqualTo(405);
    assertThat(invoice().reimbursedFen()).isEqualTo(595);
    expect(AGENCY, settle(1, 1), Outcome.ALREADY_SETTLED);
    expect(AGENCY, release(1), Outcome.ALREADY_SETTLED);
  }

  @Test
  void onlyThePayerThatReservedMayGoOn() {
    expect(AGENCY, reserve(1, 1, 700, false), Outcome.APPLIED);
    expect(INSURER, new CommitReservation(FIRST, claim(1)), Outcome.UNKNOWN_CLAIM);
    expect(AGENCY, settle(1, 1), Outcome.NOT_COMMITTED);
    expect(AGENCY, release(1), Outcome.NOT_COMMITTED);
    expect(AGENCY, new CommitReservation(FIRST, claim(1)), Outcome.APPLIED);
    expect(INSURER, settle(1, 1), Outcome.UNKNOWN_CLAIM);
    expect(INSURER, release(1), Outcome.UNKNOWN_CLAIM);
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

  // fixtures

  private OperationOutcome expect(int member, Operation operation, Outcome outcome) {
    OperationOutcome found = ledger.submitOne(member, operation);
    assertThat(found.outcome()).as(operation.toString()).isEqualTo(outcome);
    return found;
  }

  private InvoiceRow invoice() {
    return ledger.rows().invoice(FIRST).orElseThrow();
  }

  private ClaimState claimState(int claim) {
    return ledger.rows().claim(FIRST, AGENCY, claim(claim)).orElseThrow().state();
  }

  private static Operation allocate(long first, int count) {
    return new AllocateNumbers(HOSPITAL, "gateway-1", first, count);
  }

  private static Operation issue(long id, long claimable, long total) {
    return new IssueInvoice(id, EVIDENCE, claimable, total);
  }

  private static ClaimId claim(int number) {
    return ClaimId.of(Arrays.copyOf(new byte[] {(byte) number}, 16));
  }

  private static Digest benefit(int number) {
    return Digest.sha256(new byte[] {(byte) number});
  }

  private long soon() {
    return EpochNanos.of(ledger.now().plusSeconds(60));
  }

  private Operation reserve(int claim, int benefit, long amount, boolean commit) {
    return new ReserveReimbursement(
        FIRST,
        claim(claim),
        amount,
        benefit(benefit),
        EVIDENCE,
        EVIDENCE,
        EpochNanos.of(ledger.now().plus(Duration.ofHours(20))),
        commit,
        Medium.ELECTRONIC);
  }

  private static Operation reserveUntil(int claim, Instant expiry) {
    return new ReserveReimbursement(
        FIRST,
        claim(claim),
        100,
        benefit(claim),
        EVIDENCE,
        EVIDENCE,
        EpochNanos.of(expiry),
        false,
        Medium.ELECTRONIC);
  }

  private static Operation settle(int claim, long amount) {
    return new SettleReimbursement(FIRST, claim(claim), amount, EVIDENCE);
  }

  private static Operation release(int claim) {
    return new ReleaseReimbursement(FIRST, claim(claim), EVIDENCE);
  }

  private static Operation back(int claim, int returnNumber, long amount) {
    return new ReturnReimbursement(
        FIRST,
        claim(claim),
        ReturnId.of(Arrays.copyOf(new byte[] {(byte) returnNumber}, 16)),
        amount,
        EVIDENCE);
  }
}
