package org.yipiao.quickstart.demo.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.CancelPaper;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.MarkPaperPrinted;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.ReversalReason;
import org.yipiao.ledger.protocol.operation.ReverseInvoice;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;
import org.yipiao.quickstart.demo.report.DemoReport;
import org.yipiao.quickstart.demo.report.Findings;

class ReservationTest {

  private static final ClaimId CLAIM = ClaimId.random(new Random(1));
  private static final ClaimId OTHER = ClaimId.random(new Random(2));

  private static byte[] reserve(ClaimId claim, Duration validAfterConsensus, Outcome outcome) {
    var operation =
        ReserveReimbursement.of(
            InvoiceId.parse("110601260000000001"),
            claim,
            Money.ofFen(56_000),
            Digest.ZERO,
            Digest.ZERO,
            Digest.ZERO,
            MadeUpLog.CONSENSUS.plus(validAfterConsensus),
            true);
    return MadeUpLog.leaf(operation, 2, outcome).encode();
  }

  @Test
  void isValidFromItsConsensusTimeToItsExpiry() throws Exception {
    List<byte[]> leaves =
        List.of(
            reserve(CLAIM, Duration.ofHours(1), Outcome.APPLIED),
            reserve(CLAIM, Duration.ofMillis(5_432), Outcome.APPLIED),
            reserve(CLAIM, Duration.ofMillis(1), Outcome.CLAIM_ID_REUSED),
            reserve(OTHER, Duration.ofMillis(2), Outcome.APPLIED));

    assertThat(Reservation.of(CLAIM, leaves::forEach).map(Reservation::validMillis))
        .hasValue(5_432L);
    assertThat(Reservation.of(ClaimId.random(new Random(3)), leaves::forEach)).isEmpty();
  }

  @Test
  void isFoundAmongReversalsPaperTwinsAndAnchors() throws Exception {
    InvoiceId invoice = InvoiceId.parse("110601260000000001");
    InvoiceId red = InvoiceId.parse("110601260000000002");
    List<byte[]> leaves = new ArrayList<>();
    leaves.add(reserve(CLAIM, Duration.ofMillis(5_432), Outcome.APPLIED));
    for (Operation operation :
        List.of(
            ReverseInvoice.of(invoice, red, Digest.ZERO, ReversalReason.REFUNDED),
            MarkPaperPrinted.of(invoice, Digest.ZERO),
            CancelPaper.of(invoice),
            AnchorEvidence.of(Digest.ZERO, EvidenceKind.ARCHIVE))) {
      leaves.add(MadeUpLog.leaf(operation, SeededConsortium.HOSPITAL, Outcome.APPLIED).encode());
    }

    assertThat(Reservation.of(CLAIM, leaves::forEach).map(Reservation::validMillis))
        .hasValue(5_432L);
  }

  @Test
  void theSilenceMustOutlastWhatTheLedgerSays() {
    assertThat(failures(12_000, 5_432)).isEmpty();
    assertThat(failures(5_432, 5_432)).hasSize(1);
    assertThat(failures(12_000, 0)).hasSize(1);
  }

  private static List<String> failures(long silentMillis, long reservationExpiryMillis) {
    Findings findings = new Findings();
    findings.silentBank(
        new DemoReport.SilentBank(
            "PAID",
            56_000,
            silentMillis,
            reservationExpiryMillis,
            new DemoReport.Refusal("REFUSED", "EXCEEDS_REMAINING"),
            1));
    return findings.report().failures();
  }
}
