package org.yipiao.quickstart.demo;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.outcome.OutcomeDetail;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.LedgerScan;
import org.yipiao.quickstart.drive.MemberDesk;
import org.yipiao.quickstart.drive.PayerDesk;
import tools.jackson.databind.JsonNode;

/** Tries to have the same fen reimbursed twice, in the ways that payers and banks bring about. */
final class DoubleSpending {

  private static final int AGENCY = 2;
  private static final int SECOND_INSURER = 6;
  private static final Duration PAID_WITHIN = Duration.ofMinutes(2);

  private final JsonHttp http;
  private final Installation installation;
  private final MemberDesk members;
  private final LedgerScan scan;
  private final PayerDesk desk;
  private final Timeline timeline;
  private final SecureRandom random = new SecureRandom();

  DoubleSpending(
      JsonHttp http,
      Installation installation,
      MemberDesk members,
      LedgerScan scan,
      PayerDesk desk,
      Timeline timeline) {
    this.http = http;
    this.installation = installation;
    this.members = members;
    this.scan = scan;
    this.desk = desk;
    this.timeline = timeline;
  }

  /** The agency reserves again for the benefit of a claim that was paid, under a new claim id. */
  DemoReport.Refusal doubleClaim(ClaimId paid) throws IOException {
    ReserveReimbursement first = reservationOf(paid);
    FinalOperation answer =
        members.submit("agency", AGENCY, reserve(first.invoiceId(), 1, first.benefitDigest()));
    DemoReport.Refusal refusal = refusal(answer);
    timeline.say("ledger", "double claim by the agency: " + refusal.code());
    return refusal;
  }

  /** A second insurer asks one fen more than is left of the invoice. */
  DemoReport.OverClaim overClaim(InvoiceId invoice, Money remaining) throws IOException {
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
  FinalOperation smallReservation(InvoiceId invoice) throws IOException {
    return members.submit(
        "insurer-two", SECOND_INSURER, reserve(invoice.value(), 1, randomDigest()));
  }

  /**
   * The bank says nothing until long after the reservation's expiry; meanwhile a second payer tries
   * for the same money; then the bank executes.
   *
   * @param expiry how long the platform's reservations are valid in this run
   */
  DemoReport.SilentBank silentBank(IssuedBill issued, Money amount, Duration expiry)
      throws IOException, InterruptedException {
    InvoiceId invoice = issued.invoice().id();
    behave("*", "SILENT");
    Instant silentFrom = Instant.now();
    ClaimId claim;
    DemoReport.Refusal second;
    try {
      claim =
          desk.submit(
              "agency",
              issued.invoice(),
              desk.personId(issued.bill().person()),
              ClaimThread.policyOf("agency"));
      awaitStatus(claim, "PAYING");
      behave(claim.value(), "SILENT");
    } finally {
      behave("*", "SETTLE");
    }
    timeline.say("bank", "is silent about claim " + claim);
    ReserveReimbursement reservation = reservationOf(claim);
    TimeUnit.MILLISECONDS.sleep(expiry.multipliedBy(2).toMillis());
    Money claimable = issued.bill().total();
    second =
        refusal(
            members.submit(
                "insurer-two",
                SECOND_INSURER,
                reserve(invoice.value(), claimable.fen(), randomDigest())));
    timeline.say("ledger", "second payer in between: " + second.code());
    long silentMillis = Duration.between(silentFrom, Instant.now()).toMillis();
    behave(claim.value(), "SETTLE");
    JsonNode view = desk.untilEnded(claim, PAID_WITHIN);
    int transfers = transfersOf(claim);
    timeline.say("bank", "executed %d time(s), claim %s".formatted(transfers, status(view)));
    long paidFen = view.path("amountFen").asLong(0);
    if (paidFen != amount.fen() || reservation.amountFen() != amount.fen()) {
      throw new IOException("the silent bank's claim is of " + paidFen + " fen, not " + amount);
    }
    return new DemoReport.SilentBank(
        status(view), paidFen, silentMillis, expiry.toMillis(), second, transfers);
  }

  private void awaitStatus(ClaimId claim, String wanted) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(PAID_WITHIN);
    while (!status(desk.claim(claim)).equals(wanted)) {
      if (Instant.now().isAfter(deadline)) {
        throw new IOException("claim " + claim + " is " + status(desk.claim(claim)));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static String status(JsonNode view) {
    return view.path("status").asString();
  }

  /** Tells the sandbox bank how to behave towards one payment, or all ({@code *}). */
  private void behave(String endToEndId, String mode) throws IOException {
    PayerDesk.require(
        http.put(
            installation.bank().resolve("/v1/behaviour"),
            installation.bearer("demo-driver"),
            endToEndId.equals("*")
                ? Map.of("mode", mode)
                : Map.of("endToEndId", endToEndId, "mode", mode)),
        "tell the bank to " + mode);
  }

  private int transfersOf(ClaimId claim) throws IOException {
    JsonNode book =
        PayerDesk.require(
            http.get(
                installation.bank().resolve("/v1/book?endToEndId=" + claim),
                installation.bearer("demo-driver")),
            "read the bank's book");
    int transfers = 0;
    for (JsonNode transfer : book.path("transfers")) {
      if (transfer.path("endToEndId").asString().equals(claim.value())) {
        transfers++;
      }
    }
    return transfers;
  }

  private ReserveReimbursement reservationOf(ClaimId claim) throws IOException {
    List<byte[]> leaves = scan.leaves();
    for (byte[] bytes : leaves.reversed()) {
      LeafV1 leaf = LeafV1.decode(bytes);
      if (leaf.type() >= 1
          && leaf.type() <= 10
          && Operation.decode(leaf.type(), leaf.operation()) instanceof ReserveReimbursement found
          && found.claimId().equals(claim)) {
        return found;
      }
    }
    throw new IOException("no reservation of claim " + claim + " on the ledger");
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
