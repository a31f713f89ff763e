package org.yipiao.quickstart.demo.promises;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.money.Money;
import org.yipiao.quickstart.demo.report.DemoReport;
import org.yipiao.quickstart.demo.report.Findings;
import org.yipiao.quickstart.demo.report.Timeline;
import org.yipiao.quickstart.drive.PayerDesk;
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
   * Covers the person, claims, and waits for the paid moment.
   *
   * @param opening what of the year's deductible was used before
   * @param expected what must be paid
   */
  public ClaimId claimAndBePaid(
      String payer,
      String planId,
      IssuedBill issued,
      PayerDesk.@Nullable Opening opening,
      Money expected)
      throws IOException, InterruptedException {
    String person = desk.personId(issued.bill().person());
    String policy = policyOf(payer);
    LocalDate from = issued.bill().serviceDate().withDayOfYear(1);
    desk.cover(payer, person, policy, planId, from, "CN00SANDBOX0001", opening);
    Instant submitted = Instant.now();
    ClaimId claim = desk.submit(payer, issued.invoice(), person, policy);
    timeline.say("claims-service", "claim to " + payer + " submitted");
    JsonNode view = desk.untilEnded(claim, PAID_WITHIN);
    long millis = Duration.between(submitted, Instant.now()).toMillis();
    tell(view, submitted);
    List<String> faults = faults(payer, issued, claim, expected, view);
    if (faults.isEmpty()) {
      findings.paid(
          new DemoReport.PaidClaim(
              payer,
              issued.invoice().id().toString(),
              issued.bill().total().fen(),
              view.path("amountFen").asLong(0),
              view.path("status").asString(),
              millis));
      timeline.say("claims-service", "%s paid %s".formatted(payer, expected));
    } else {
      faults.forEach(findings::failed);
    }
    return claim;
  }

  private List<String> faults(
      String payer, IssuedBill issued, ClaimId claim, Money expected, JsonNode view)
      throws IOException, InterruptedException {
    String status = view.path("status").asString();
    long amount = view.path("amountFen").asLong(0);
    if (status.equals("PAID") && amount == expected.fen()) {
      return payouts.faults(issued.invoice().id(), claim, expected);
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

  private void tell(JsonNode view, Instant submitted) {
    for (JsonNode entry : view.path("timeline")) {
      long after =
          Duration.between(submitted, Instant.parse(entry.path("at").asString())).toMillis();
      timeline.say("  claim", "+%d ms %s".formatted(after, entry.path("state").asString()));
    }
  }
}
