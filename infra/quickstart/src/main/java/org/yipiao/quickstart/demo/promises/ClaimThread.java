package org.yipiao.quickstart.demo.promises;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;
import org.yipiao.quickstart.demo.report.DemoReport;
import org.yipiao.quickstart.demo.report.Findings;
import org.yipiao.quickstart.demo.report.Timeline;
import org.yipiao.quickstart.drive.PayerDesk;
import org.yipiao.quickstart.drive.phone.ClaimStep;
import org.yipiao.quickstart.drive.phone.PatientPhone;
import tools.jackson.databind.JsonNode;

/**
 * The claims of the thread: both worked examples, each to the paid moment, which counts only once
 * the bank's book and the ledger have it.
 */
public final class ClaimThread {

  private static final Duration PAID_WITHIN = Duration.ofMinutes(2);

  private final PayerDesk desk;
  private final PayoutCheck payouts;
  private final Timeline timeline;
  private final Findings findings;

  public ClaimThread(PayerDesk desk, PayoutCheck payouts, Timeline timeline, Findings findings) {
    this.desk = desk;
    this.payouts = payouts;
    this.timeline = timeline;
    this.findings = findings;
  }

  /**
   * Covers the person, who then claims by phone, and waits for the paid moment.
   *
   * @param phone signed in
   * @param opening what of the year's deductible was used before
   * @param expected what must be paid
   */
  public ClaimId claimAndBePaid(
      String payer,
      String planId,
      IssuedBill issued,
      PatientPhone phone,
      PayerDesk.@Nullable Opening opening,
      Money expected)
      throws IOException, InterruptedException {
    String person = desk.personId(issued.bill().person());
    String policy = policyOf(payer);
    LocalDate from = issued.bill().serviceDate().withDayOfYear(1);
    desk.cover(payer, person, policy, planId, from, "CN00SANDBOX0001", opening);
    phone.homeWith(issued.invoice().id());
    Instant tapped = Instant.now();
    ClaimId claim = phone.claim(issued.invoice().id(), payer, policy);
    timeline.say("phone", "claim to " + payer + " submitted");
    phone.watch(claim, step -> tell(step, tapped), PAID_WITHIN);
    JsonNode screen = phone.claimed(claim);
    Duration most = Duration.between(tapped, Instant.now());
    List<String> faults = faults(payer, issued, claim, expected, screen, most);
    if (faults.isEmpty()) {
      DemoReport.PaidClaim paid = paid(payer, issued.invoice().id(), issued.bill().total(), screen);
      findings.paid(paid);
      timeline.say(
          "phone",
          "receipt: %s paid %s, %d ms after the tap"
              .formatted(payer, expected, paid.submittedToPaidMillis()));
    } else {
      faults.forEach(findings::failed);
    }
    return claim;
  }

  /** As it goes into the report: amount and time are those of the receipt on the phone. */
  static DemoReport.PaidClaim paid(String payer, InvoiceId invoice, Money total, JsonNode screen) {
    JsonNode receipt = screen.path("receipt");
    return new DemoReport.PaidClaim(
        payer,
        invoice.toString(),
        total.fen(),
        receipt.path("amountFen").asLong(0),
        screen.path("claim").path("status").asString(),
        receipt.path("submittedToPaidMillis").asLong(0));
  }

  /**
   * What does not fit a receipt of that amount, in sentences. Its time must be the one from its tap
   * to its payment, and cannot be longer than it took to see it.
   *
   * @param most from before the tap until the receipt was there
   */
  static List<String> receiptFaults(
      ClaimId claim, Money expected, JsonNode receipt, Duration most) {
    if (receipt.path("amountFen").asLong(0) != expected.fen()) {
      return List.of("claim %s is paid, and the phone shows no receipt of it".formatted(claim));
    }
    long millis = receipt.path("submittedToPaidMillis").asLong(-1);
    String tappedAt = receipt.path("tappedAt").asString("");
    String paidAt = receipt.path("paidAt").asString("");
    if (millis <= 0 || millis > most.toMillis() || millis != millisBetween(tappedAt, paidAt)) {
      return List.of(
          "the receipt of claim %s says %d ms from the tap at %s to the payment at %s, seen %d ms after the tap"
              .formatted(claim, millis, tappedAt, paidAt, most.toMillis()));
    }
    return List.of();
  }

  private static long millisBetween(String from, String to) {
    try {
      return Duration.between(Instant.parse(from), Instant.parse(to)).toMillis();
    } catch (DateTimeParseException e) {
      return -1;
    }
  }

  private List<String> faults(
      String payer,
      IssuedBill issued,
      ClaimId claim,
      Money expected,
      JsonNode screen,
      Duration most)
      throws IOException, InterruptedException {
    JsonNode view = screen.path("claim");
    String status = view.path("status").asString();
    long amount = view.path("amountFen").asLong(0);
    if (status.equals("PAID") && amount == expected.fen()) {
      List<String> faults = new ArrayList<>();
      faults.addAll(receiptFaults(claim, expected, screen.path("receipt"), most));
      faults.addAll(payouts.faults(issued.invoice().id(), claim, expected));
      return faults;
    }
    return List.of(
        "%s should have paid %s, is %s with %d fen: %s %s %s"
            .formatted(
                payer,
                expected,
                status,
                amount,
                view.path("refusal").path("code").asString(""),
                view.path("refusal").path("field").asString(""),
                view.path("refusal").path("reason").asString("")));
  }

  /** The name under which the payer insures people in the demonstration. */
  static String policyOf(String payer) {
    return "DEMO-" + payer;
  }

  /** Goes on until the stream ends. */
  private boolean tell(ClaimStep step, Instant tapped) {
    long after = Duration.between(tapped, step.at()).toMillis();
    timeline.say("  claim", "+%d ms %s".formatted(after, step.state()));
    return false;
  }
}
