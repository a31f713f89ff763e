package org.yipiao.quickstart.demo.promises;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.outcome.OutcomeDetail;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;
import org.yipiao.quickstart.demo.report.DemoReport;
import org.yipiao.quickstart.demo.report.Timeline;
import org.yipiao.quickstart.drive.LedgerScan;
import org.yipiao.quickstart.drive.MemberDesk;
import org.yipiao.quickstart.drive.phone.ClaimStep;
import org.yipiao.quickstart.drive.phone.PatientPhone;
import tools.jackson.databind.JsonNode;

/** Tries to have the same fen reimbursed twice, in the ways that payers and banks bring about. */
public final class DoubleClaim {

  private static final int AGENCY = 2;
  private static final int SECOND_INSURER = 6;
  private static final String PAYING = "PAYING";
  private static final Duration PAID_WITHIN = Duration.ofMinutes(2);

  private final BankDesk bank;
  private final MemberDesk members;
  private final LedgerScan scan;
  private final PatientPhone phone;
  private final Timeline timeline;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param phone signed in, of the person whose bill the silent bank is to pay
   */
  public DoubleClaim(
      BankDesk bank, MemberDesk members, LedgerScan scan, PatientPhone phone, Timeline timeline) {
    this.bank = bank;
    this.members = members;
    this.scan = scan;
    this.phone = phone;
    this.timeline = timeline;
  }

  /** The agency reserves again for the benefit of a claim that was paid, under a new claim id. */
  public DemoReport.Refusal doubleClaim(ClaimId paid) throws IOException {
    ReserveReimbursement first = reservationOf(paid).operation();
    FinalOperation answer =
        members.submit("agency", AGENCY, reserve(first.invoiceId(), 1, first.benefitDigest()));
    DemoReport.Refusal refusal = refusal(answer);
    timeline.say("ledger", "double claim by the agency: " + refusal.code());
    return refusal;
  }

  /** A second insurer asks one fen more than is left of the invoice. */
  public DemoReport.OverClaim overClaim(InvoiceId invoice, Money remaining) throws IOException {
    long asked = remaining.fen() + 1;
    FinalOperation answer =
        members.submit(
            "insurer-two", SECOND_INSURER, reserve(invoice.value(), asked, randomDigest()));
    DemoReport.Refusal refusal = refusal(answer);
    long left =
        answer.outcome().equals(java.util.Optional.of(Outcome.EXCEEDS_REMAINING))
            ? OutcomeDetail.amountFen(answer.leaf().detail())
            : -1;
    timeline.say(
        "ledger", "claim beyond the rest: %s, %d fen left".formatted(refusal.code(), left));
    return new DemoReport.OverClaim(refusal.status(), refusal.code(), asked, left);
  }

  /** The second insurer reserves one fen, which is applied, and lets it expire. */
  public FinalOperation smallReservation(InvoiceId invoice) throws IOException {
    return members.submit(
        "insurer-two", SECOND_INSURER, reserve(invoice.value(), 1, randomDigest()));
  }

  /**
   * The bank says nothing until long after the reservation's expiry; meanwhile a second payer tries
   * for the same money; then the bank executes.
   *
   * @param expiry how long this run's reservations were set to be valid: what is waited for is what
   *     the ledger says, which is refused when it is far from this
   */
  public DemoReport.SilentBank silentBank(IssuedBill issued, Money amount, Duration expiry)
      throws IOException, InterruptedException {
    InvoiceId invoice = issued.invoice().id();
    bank.behave(BankDesk.ALL, "SILENT");
    Instant silentFrom = Instant.now();
    ClaimId claim = claimAtSilentBank(issued);
    timeline.say("bank", "is silent about claim " + claim);
    Reservation reservation = reservationOf(claim);
    long validMillis = reservation.validMillis();
    if (validMillis > 2 * expiry.toMillis()) {
      throw new IOException(
          "the reservation of claim %s is valid for %d ms, %d were set"
              .formatted(claim, validMillis, expiry.toMillis()));
    }
    TimeUnit.MILLISECONDS.sleep(2 * validMillis);
    Money claimable = issued.bill().total();
    DemoReport.Refusal second =
        refusal(
            members.submit(
                "insurer-two",
                SECOND_INSURER,
                reserve(invoice.value(), claimable.fen(), randomDigest())));
    timeline.say("ledger", "second payer in between: " + second.code());
    long silentMillis = Duration.between(silentFrom, Instant.now()).toMillis();
    bank.behave(claim.value(), "SETTLE");
    phone.watch(claim, ClaimStep::ended, PAID_WITHIN);
    JsonNode view = phone.claimed(claim).path("claim");
    int transfers = bank.transfersOf(claim).size();
    timeline.say("bank", "executed %d time(s), claim %s".formatted(transfers, status(view)));
    long paidFen = view.path("amountFen").asLong(0);
    if (paidFen != amount.fen() || reservation.operation().amountFen() != amount.fen()) {
      throw new IOException("the silent bank's claim is of " + paidFen + " fen, not " + amount);
    }
    return new DemoReport.SilentBank(
        status(view), paidFen, silentMillis, validMillis, second, transfers);
  }

  /** The claim once its payment is with the bank, which then is silent about it alone. */
  private ClaimId claimAtSilentBank(IssuedBill issued) throws IOException {
    try {
      ClaimId claim = phone.claim(issued.invoice().id(), "agency", ClaimThread.policyOf("agency"));
      awaitPaying(claim);
      bank.behave(claim.value(), "SILENT");
      return claim;
    } finally {
      bank.behave(BankDesk.ALL, "SETTLE");
    }
  }

  private void awaitPaying(ClaimId claim) throws IOException {
    phone.watch(claim, step -> step.state().equals(PAYING), PAID_WITHIN);
    String now = status(phone.claimed(claim).path("claim"));
    if (!now.equals(PAYING)) {
      throw new IOException("claim " + claim + " is " + now);
    }
  }

  private static String status(JsonNode view) {
    return view.path("status").asString();
  }

  private Reservation reservationOf(ClaimId claim) throws IOException {
    return Reservation.of(claim, scan::eachLeaf)
        .orElseThrow(() -> new IOException("no reservation of claim " + claim + " on the ledger"));
  }

  private ReserveReimbursement reserve(long invoice, long amountFen, Digest benefit) {
    return ReserveReimbursement.of(
        new InvoiceId(invoice),
        ClaimId.random(random),
        Money.ofFen(amountFen),
        benefit,
        randomDigest(),
        randomDigest(),
        Instant.now().plus(Duration.ofMinutes(1)),
        false);
  }

  private Digest randomDigest() {
    byte[] bytes = new byte[Digest.LENGTH];
    random.nextBytes(bytes);
    return Digest.of(bytes);
  }

  private static DemoReport.Refusal refusal(FinalOperation operation) {
    return operation.applied()
        ? new DemoReport.Refusal("APPLIED", Outcome.APPLIED.name())
        : new DemoReport.Refusal(
            "REFUSED",
            operation.outcome().map(Outcome::name).orElse("" + operation.leaf().outcome()));
  }
}
