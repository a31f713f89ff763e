package org.yipiao.ledger.contract.rules;

import static org.yipiao.ledger.protocol.SeededConsortium.AGENCY;
import static org.yipiao.ledger.protocol.SeededConsortium.BUREAU;
import static org.yipiao.ledger.protocol.SeededConsortium.HOSPITAL;
import static org.yipiao.ledger.protocol.SeededConsortium.OTHER_HOSPITAL;

import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.genesis.GenesisLimits;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.platform.money.Money;

class NumberRulesTest extends LedgerWithAnInvoice {

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
  void aRangeHasNoMoreNumbersThanTheGenesisPermits() {
    int most = GenesisLimits.DEFAULT.numbersPerRange();
    expect(BUREAU, allocate(FIRST + 100, most + 1), Outcome.NUMBER_OUT_OF_RANGE);
    expect(BUREAU, allocate(FIRST + 100, most), Outcome.APPLIED);
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
}
