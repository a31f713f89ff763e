package org.yipiao.ledger.contract.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.ledger.protocol.SeededConsortium.AGENCY;
import static org.yipiao.ledger.protocol.SeededConsortium.BUREAU;
import static org.yipiao.ledger.protocol.SeededConsortium.HOSPITAL;
import static org.yipiao.ledger.protocol.SeededConsortium.INSURER;
import static org.yipiao.ledger.protocol.SeededConsortium.OTHER_HOSPITAL;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.block.TransactionResult;
import org.yipiao.ledger.contract.state.Counterpart;
import org.yipiao.ledger.contract.state.InvoiceRow;
import org.yipiao.ledger.contract.state.InvoiceStatus;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.CancelPaper;
import org.yipiao.ledger.protocol.operation.MarkPaperPrinted;
import org.yipiao.ledger.protocol.operation.Medium;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.ReverseInvoice;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;

class IssuerRulesTest extends LedgerWithAnInvoice {

  private static final long RED = FIRST + 1;
  private static final Digest RED_DOCUMENT = Digest.sha256(new byte[] {2});
  private static final Operation PRINT = new MarkPaperPrinted(FIRST, EVIDENCE);
  private static final Operation CANCEL = new CancelPaper(FIRST);

  IssuerRulesTest() {
    super(2);
  }

  private static Operation reverse(long id, long red) {
    return new ReverseInvoice(id, red, RED_DOCUMENT, 1);
  }

  private Operation reserveOnPaper(int claim, long amount) {
    return new ReserveReimbursement(
        FIRST,
        claim(claim),
        amount,
        benefit(claim),
        EVIDENCE,
        EVIDENCE,
        EpochNanos.of(ledger.now().plus(Duration.ofHours(20))),
        true,
        Medium.PAPER);
  }

  @Test
  void aReversalLeavesTwoInvoicesThatNameEachOtherAndNothingToClaim() {
    expect(HOSPITAL, reverse(FIRST, RED), Outcome.APPLIED);
    assertThat(invoice().status()).isEqualTo(InvoiceStatus.REVERSED);
    assertThat(invoice().counterpart()).isEqualTo(new Counterpart(RED, RED_DOCUMENT));
    assertThat(invoice().claimableFen()).isEqualTo(1_000);
    assertThat(invoice().remainingFen()).isZero();
    InvoiceRow red = ledger.rows().invoice(RED).orElseThrow();
    assertThat(red)
        .isEqualTo(
            new InvoiceRow(
                HOSPITAL,
                InvoiceStatus.RED,
                RED_DOCUMENT,
                0,
                1_200,
                0,
                0,
                0,
                0,
                false,
                new Counterpart(FIRST, EVIDENCE)));
    expect(AGENCY, reserve(1, 1, 1, false), Outcome.INVOICE_NOT_CLAIMABLE);
    expect(AGENCY, reserveOn(RED, 1, 1, 1, false), Outcome.INVOICE_NOT_CLAIMABLE);
    expect(HOSPITAL, reverse(FIRST, RED + 1), Outcome.ALREADY_REVERSED);
    expect(HOSPITAL, reverse(RED, RED + 1), Outcome.IS_RED);
  }

  @Test
  void aRedNumberIsOneOfTheIssuersOwnAndIsUsedUp() {
    expect(
        BUREAU, new AllocateNumbers(OTHER_HOSPITAL, "gateway-1", FIRST + 200, 9), Outcome.APPLIED);
    expect(HOSPITAL, reverse(FIRST, FIRST), Outcome.NUMBER_USED);
    expect(HOSPITAL, reverse(FIRST, FIRST + 200), Outcome.NUMBER_NOT_ALLOCATED);
    expect(HOSPITAL, reverse(FIRST, FIRST + 100), Outcome.NUMBER_NOT_ALLOCATED);
    expect(HOSPITAL, reverse(FIRST, -1), Outcome.NUMBER_OUT_OF_RANGE);
    expect(HOSPITAL, reverse(FIRST, Long.MAX_VALUE), Outcome.NUMBER_OUT_OF_RANGE);
    expect(HOSPITAL, reverse(FIRST, RED), Outcome.APPLIED);
    expect(HOSPITAL, issue(RED, 1, 1), Outcome.NUMBER_USED);
    expect(HOSPITAL, issue(RED + 1, 1, 1), Outcome.APPLIED);
    expect(HOSPITAL, reverse(RED + 1, RED), Outcome.NUMBER_USED);
  }

  @Test
  void theIssuerAloneReversesAndPrints() {
    expect(OTHER_HOSPITAL, reverse(FIRST, RED), Outcome.NOT_THE_ISSUER);
    expect(OTHER_HOSPITAL, PRINT, Outcome.NOT_THE_ISSUER);
    expect(OTHER_HOSPITAL, CANCEL, Outcome.NOT_THE_ISSUER);
    for (int member : new int[] {BUREAU, AGENCY}) {
      expect(member, reverse(FIRST, RED), Outcome.NOT_PERMITTED);
      expect(member, PRINT, Outcome.NOT_PERMITTED);
      expect(member, CANCEL, Outcome.NOT_PERMITTED);
    }
    expect(HOSPITAL, reverse(RED, RED + 1), Outcome.UNKNOWN_INVOICE);
  }

  @Test
  void aReasonWithoutAMeaningIsRefused() {
    for (int reason : new int[] {0, 4, -1}) {
      expect(
          HOSPITAL,
          new ReverseInvoice(FIRST, RED, RED_DOCUMENT, reason),
          Outcome.NUMBER_OUT_OF_RANGE);
    }
  }

  @Test
  void whatIsHeldForbidsReversalAndPrintUntilAllOfItIsGone() {
    expect(AGENCY, reserve(1, 1, 300, false), Outcome.APPLIED);
    expect(HOSPITAL, reverse(FIRST, RED), Outcome.AMOUNT_BOUND);
    expect(HOSPITAL, PRINT, Outcome.AMOUNT_BOUND);
    expect(AGENCY, commit(1), Outcome.APPLIED);
    expect(HOSPITAL, reverse(FIRST, RED), Outcome.AMOUNT_BOUND);
    expect(AGENCY, settle(1, 200), Outcome.APPLIED);
    expect(HOSPITAL, reverse(FIRST, RED), Outcome.AMOUNT_BOUND);
    expect(AGENCY, back(1, 1, 150), Outcome.APPLIED);
    expect(HOSPITAL, reverse(FIRST, RED), Outcome.AMOUNT_BOUND);
    expect(AGENCY, back(1, 2, 50), Outcome.APPLIED);
    expect(HOSPITAL, reverse(FIRST, RED), Outcome.APPLIED);
    assertThat(invoice().returnedFen()).isEqualTo(200);
  }

  @Test
  void anExpiredReservationForbidsNothing() {
    expect(AGENCY, reserveUntil(1, ledger.now().plusSeconds(5)), Outcome.APPLIED);
    expect(HOSPITAL, reverse(FIRST, RED), Outcome.AMOUNT_BOUND);
    ledger.pass(5_000);
    expect(HOSPITAL, reverse(FIRST, RED), Outcome.APPLIED);
  }

  @Test
  void whileAPaperTwinIsOutItsHolderAloneReserves() {
    expect(AGENCY, reserveOnPaper(1, 100), Outcome.MEDIUM_MISMATCH);
    expect(HOSPITAL, CANCEL, Outcome.NO_PAPER_OUT);
    expect(HOSPITAL, PRINT, Outcome.APPLIED);
    expect(HOSPITAL, PRINT, Outcome.PAPER_OUT);
    expect(HOSPITAL, reverse(FIRST, RED), Outcome.PAPER_OUT);
    expect(AGENCY, reserve(1, 1, 100, true), Outcome.MEDIUM_MISMATCH);
    expect(AGENCY, reserveOnPaper(1, 700), Outcome.APPLIED);
    expect(AGENCY, settle(1, 700), Outcome.APPLIED);
    assertThat(invoice().paperOut()).isTrue();
    expect(HOSPITAL, CANCEL, Outcome.APPLIED);
    expect(INSURER, reserve(2, 2, 301, true), Outcome.EXCEEDS_REMAINING);
    expect(INSURER, reserve(2, 2, 300, true), Outcome.APPLIED);
    expect(HOSPITAL, PRINT, Outcome.AMOUNT_BOUND);
  }

  @Test
  void aPaperHasANumber() {
    expect(HOSPITAL, new MarkPaperPrinted(FIRST, Digest.ZERO), Outcome.EVIDENCE_MISSING);
  }

  @Test
  void partOfABillIsGivenBackByReversalAndNewIssueTogetherOrNotAtAll() {
    var refused =
        ledger
            .pass(100)
            .round(ledger.signed(HOSPITAL, true, reverse(FIRST, RED), issue(RED, 600, 700)))
            .getFirst();
    assertThat(refused)
        .isInstanceOfSatisfying(
            TransactionResult.Executed.class,
            executed ->
                assertThat(executed.outcomes())
                    .allMatch(outcome -> outcome.outcome() == Outcome.ABORTED_BY));
    assertThat(invoice().status()).isEqualTo(InvoiceStatus.ISSUED);
    assertThat(ledger.rows().invoice(RED)).isEmpty();
    ledger
        .pass(100)
        .round(ledger.signed(HOSPITAL, true, reverse(FIRST, RED), issue(RED + 1, 600, 700)));
    assertThat(invoice().status()).isEqualTo(InvoiceStatus.REVERSED);
    assertThat(ledger.rows().invoice(RED + 1).orElseThrow().remainingFen()).isEqualTo(600);
  }

  @Test
  void anyMemberAnchorsADigestOfAKnownKindAndNoRowIsWritten() {
    var before = ledger.state().size();
    for (int member : new int[] {BUREAU, AGENCY, HOSPITAL}) {
      expect(member, new AnchorEvidence(EVIDENCE, 4), Outcome.APPLIED);
      expect(member, new AnchorEvidence(EVIDENCE, 5), Outcome.NUMBER_OUT_OF_RANGE);
      expect(member, new AnchorEvidence(Digest.ZERO, 1), Outcome.EVIDENCE_MISSING);
    }
    int ofEachTransaction = 2;
    assertThat(ledger.state().size()).isEqualTo(before + 9 * ofEachTransaction);
  }
}
