package org.yipiao.acceptance.kill.load;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.yipiao.acceptance.kill.oracle.AcceptedClaim;
import org.yipiao.acceptance.kill.oracle.AcceptedClaim.Awaited;
import org.yipiao.acceptance.kill.oracle.AcceptedList;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.quickstart.drive.Bill;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.PayerDesk;
import org.yipiao.quickstart.drive.VerifiedInvoice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Patients' apps and the payers that insure them: each claim is handed in as the same form until it
 * is taken, and written down before it counts.
 */
final class ClaimDesk {

  private static final String AGENCY_PLAN = "beijing-employee-outpatient";
  private static final String WHOLE_BILL = "whole-bill";
  private static final String DOOR = "claims-service";

  /**
   * What the agency pays of {@code SampleBills.outpatient} with 1 500.00 of the deductible used.
   */
  private static final long AGENCY_PAYS_FEN = 59_500;

  private static final long USED_DEDUCTIBLE_FEN = 150_000;

  private final Installation installation;
  private final JsonHttp http;
  private final PayerDesk payers;
  private final Attempts attempts;
  private final AcceptedList accepted;

  ClaimDesk(Installation installation, JsonHttp http, Attempts attempts, AcceptedList accepted) {
    this.installation = installation;
    this.http = http;
    this.payers = new PayerDesk(http, installation);
    this.attempts = attempts;
    this.accepted = accepted;
  }

  /** Stores the payers' plans; two of them pay whatever is left of a bill. */
  void openFor(LocalDate day) throws IOException {
    String resource = "/org/yipiao/claims/adjudication/plans/" + AGENCY_PLAN + ".json";
    try (var in = PayerDesk.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no plan " + resource);
      }
      JsonNode plan = JsonMapper.shared().readTree(in.readAllBytes());
      payers.putPlan(
          "agency", AGENCY_PLAN, LocalDate.parse(plan.path("effectiveFrom").asString()), plan);
    }
    LocalDate from = day.withDayOfYear(1);
    for (String insurer : List.of("insurer", "insurer-two")) {
      payers.putPlan(insurer, WHOLE_BILL, from, wholeBill(from));
    }
  }

  private static JsonNode wholeBill(LocalDate from) {
    return JsonMapper.shared()
        .valueToTree(
            Map.ofEntries(
                Map.entry("format", "yipiao-plan/1"),
                Map.entry("planId", WHOLE_BILL),
                Map.entry("effectiveFrom", from.toString()),
                Map.entry("region", "110000"),
                Map.entry("official", false),
                Map.entry("source", "Made up for fault tests."),
                Map.entry("titles", Map.of("en", "Whole bill", "zh-CN", "全额")),
                Map.entry("catalogue", Map.of("unlisted", "AS_PRINTED", "items", List.of())),
                Map.entry("kind", "COMMERCIAL"),
                Map.entry("eligible", "ALL"),
                Map.entry("deductible", "0.00"),
                Map.entry("ratio", "1.00"),
                Map.entry("ratioNotSettledSocially", "1.00"),
                Map.entry("annualCap", "3000000.00"),
                Map.entry("otherPayIsSocial", true),
                Map.entry("coordinationOrder", 20)));
  }

  /** The agency alone pays, or, where the bank is to reject, nobody. */
  Optional<ClaimId> claimOfAgency(
      RandomGenerator random, Bill bill, VerifiedInvoice invoice, boolean rejected) {
    ClaimId claim = ClaimId.random(random);
    if (rejected && letBankReject(claim).isEmpty()) {
      return Optional.empty();
    }
    AcceptedClaim awaited =
        new AcceptedClaim(
            claim.value(),
            "agency",
            invoice.id().toString(),
            bill.total().fen(),
            rejected ? Awaited.REJECTED_BY_BANK : Awaited.PAID,
            rejected ? 0 : AGENCY_PAYS_FEN);
    return claim(awaited, bill, invoice) ? Optional.of(claim) : Optional.empty();
  }

  /** Several payers claim for the same invoice at the same time. */
  void race(RandomGenerator random, List<String> racers, Bill bill, VerifiedInvoice invoice)
      throws InterruptedException {
    List<Thread> running =
        racers.stream()
            .map(payer ->
                new AcceptedClaim(
                    ClaimId.random(random).value(),
                    payer,
                    invoice.id().toString(),
                    bill.total().fen(),
                    Awaited.RACING,
                    0))
            .map(racer -> Thread.ofVirtual().start(() -> claim(racer, bill, invoice)))
            .toList();
    for (Thread thread : running) {
      thread.join();
    }
  }

  private boolean claim(AcceptedClaim claim, Bill bill, VerifiedInvoice invoice) {
    String payer = claim.payer();
    String policy = "KILL-" + payer;
    Optional<String> person =
        attempts.until(
            "invoice-service", "person of " + claim.claim(), () -> payers.personId(bill.person()));
    if (person.isEmpty() || cover(payer, person.get(), policy, bill, claim.claim()).isEmpty()) {
      return false;
    }
    ClaimId id = new ClaimId(claim.claim());
    Map<String, Object> form = payers.form(id, payer, invoice, person.get(), policy);
    return attempts
        .until(
            DOOR,
            "claim " + claim.claim(),
            () -> {
              payers.submit(id, form);
              accepted.add(claim);
              return id;
            })
        .isPresent();
  }

  private Optional<Boolean> cover(
      String payer, String person, String policy, Bill bill, String claim) {
    boolean agency = payer.equals("agency");
    LocalDate from = bill.serviceDate().withDayOfYear(1);
    return attempts.until(
        DOOR,
        "coverage for " + claim,
        () -> {
          payers.cover(
              payer,
              person,
              policy,
              agency ? AGENCY_PLAN : WHOLE_BILL,
              from,
              "CN00SANDBOX0001",
              agency ? new PayerDesk.Opening(from.getYear(), USED_DEDUCTIBLE_FEN) : null);
          return true;
        });
  }

  private Optional<Boolean> letBankReject(ClaimId claim) {
    return attempts.until(
        "bank",
        "rejection of " + claim,
        () -> {
          PayerDesk.require(
              http.put(
                  installation.bank().resolve("/v1/behaviour"),
                  installation.bearer("demo-driver"),
                  Map.of("endToEndId", claim.value(), "mode", "REJECT", "code", "AC04")),
              "let the bank reject");
          return true;
        });
  }
}
