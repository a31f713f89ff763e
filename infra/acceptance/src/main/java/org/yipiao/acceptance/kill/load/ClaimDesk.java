package org.yipiao.acceptance.kill.load;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.yipiao.acceptance.kill.oracle.AcceptedClaim;
import org.yipiao.acceptance.kill.oracle.AcceptedClaim.Awaited;
import org.yipiao.acceptance.kill.oracle.AcceptedList;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.quickstart.drive.Bill;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.drive.PayerDesk;
import org.yipiao.quickstart.drive.VerifiedInvoice;
import org.yipiao.quickstart.drive.phone.PatientPhone;
import org.yipiao.quickstart.drive.phone.PreparedClaim;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Patients who claim with their phones, and the payers that insure them. */
final class ClaimDesk implements AutoCloseable {

  private static final String AGENCY = "agency";
  private static final String AGENCY_PLAN = "beijing-employee-outpatient";
  private static final String WHOLE_BILL = "whole-bill";
  private static final String DOOR = "claims-service";

  /**
   * What the agency pays of {@code SampleBills.outpatient} with 1 500.00 of the deductible used.
   */
  static final long AGENCY_PAYS_FEN = 59_500;

  /** What it pays of that bill when an earlier one has used up the rest of the deductible. */
  static final long AGENCY_PAYS_AGAIN_FEN = 80_500;

  private static final long USED_DEDUCTIBLE_FEN = 150_000;
  private static final Duration WATCH = Duration.ofSeconds(20);

  private final Installation installation;
  private final JsonHttp http;
  private final PayerDesk payers;
  private final Attempts attempts;
  private final Phones phones;
  private final Queue<Insured> insured = new ConcurrentLinkedQueue<>();

  /** A person for whom the agency is to pay, with the phone and the latest claim. */
  record Insured(MadeUpPerson person, PatientPhone phone, ClaimId latest) {}

  ClaimDesk(Installation installation, JsonHttp http, Attempts attempts, AcceptedList accepted) {
    this.installation = installation;
    this.http = http;
    this.payers = new PayerDesk(http, installation);
    this.attempts = attempts;
    this.phones = new Phones(installation, http, attempts, accepted);
  }

  /** Stores the payers' plans; two of them pay whatever is left of a bill. */
  void openFor(LocalDate day) throws IOException {
    payers.putBuiltInPlan(AGENCY, AGENCY_PLAN);
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

  /** Somebody who has not claimed before. */
  MadeUpPerson somebodyNew(RandomGenerator random) {
    return phones.somebody(random);
  }

  /** A person who has claimed at the agency and has not come again since; nobody else gets it. */
  Optional<Insured> somebodyInsured() {
    return Optional.ofNullable(insured.poll());
  }

  /** The agency alone pays, or, where the bank is to reject, nobody. */
  Optional<ClaimId> claimOfAgency(Bill bill, VerifiedInvoice invoice, boolean rejected) {
    Optional<PatientPhone> phone = readyFor(List.of(AGENCY), bill, invoice);
    return rejected
        ? phone.flatMap(signedIn -> rejectedByBank(signedIn, bill, invoice))
        : phone.flatMap(signedIn -> paidByAgency(signedIn, AGENCY_PAYS_FEN, bill, invoice));
  }

  /**
   * The agency pays for the same person again, of a year that counts the claim before; so it must
   * have ended.
   */
  Optional<ClaimId> claimAgain(Insured before, Bill bill, VerifiedInvoice invoice) {
    return hasEnded(before.latest()) && areInsured(List.of(AGENCY), bill, invoice)
        ? paidByAgency(before.phone(), AGENCY_PAYS_AGAIN_FEN, bill, invoice)
        : Optional.empty();
  }

  private Optional<ClaimId> paidByAgency(
      PatientPhone phone, long fen, Bill bill, VerifiedInvoice invoice) {
    Optional<ClaimId> claim =
        phones
            .prepare(phone, invoice.id(), AGENCY)
            .filter(
                tap -> phones.submit(phone, tap, of(tap, AGENCY, Awaited.PAID, fen, bill, invoice)))
            .map(PreparedClaim::claim);
    claim.ifPresent(latest -> insured.add(new Insured(bill.person(), phone, latest)));
    return claim;
  }

  private Optional<ClaimId> rejectedByBank(PatientPhone phone, Bill bill, VerifiedInvoice invoice) {
    return phones
        .prepare(phone, invoice.id(), AGENCY)
        .filter(tap -> letBankReject(tap.claim()).isPresent())
        .filter(tap ->
            phones.submit(phone, tap, of(tap, AGENCY, Awaited.REJECTED_BY_BANK, 0, bill, invoice)))
        .map(PreparedClaim::claim);
  }

  private static AcceptedClaim of(
      PreparedClaim tap,
      String payer,
      Awaited awaited,
      long fen,
      Bill bill,
      VerifiedInvoice invoice) {
    return new AcceptedClaim(
        tap.claim().value(), payer, invoice.id().toString(), bill.total().fen(), awaited, fen);
  }

  /** Waits for it as long as the load goes on. */
  private boolean hasEnded(ClaimId claim) {
    while (true) {
      Optional<JsonNode> view =
          attempts.until(DOOR, "end of " + claim, () -> payers.untilEnded(AGENCY, claim, WATCH));
      if (view.isEmpty() || view.get().path("ended").asBoolean()) {
        return view.isPresent();
      }
      if (attempts.isGivenUp()) {
        return false;
      }
    }
  }

  /** The person claims from several payers for the same invoice at the same time. */
  void race(List<String> racers, Bill bill, VerifiedInvoice invoice) throws InterruptedException {
    Optional<PatientPhone> phone = readyFor(racers, bill, invoice);
    if (phone.isEmpty()) {
      return;
    }
    Map<String, PreparedClaim> taps = new LinkedHashMap<>();
    for (String payer : racers) {
      phones.prepare(phone.get(), invoice.id(), payer).ifPresent(tap -> taps.put(payer, tap));
    }
    List<Thread> running = new ArrayList<>();
    taps.forEach((payer, tap) -> {
      AcceptedClaim racer = of(tap, payer, Awaited.RACING, 0, bill, invoice);
      running.add(Thread.ofVirtual().start(() -> phones.submit(phone.get(), tap, racer)));
    });
    for (Thread thread : running) {
      thread.join();
    }
  }

  /** The person's phone, signed in once the payers insure the person; empty when given up. */
  private Optional<PatientPhone> readyFor(
      List<String> insurers, Bill bill, VerifiedInvoice invoice) {
    return areInsured(insurers, bill, invoice) ? phones.signIn(bill.person()) : Optional.empty();
  }

  private boolean areInsured(List<String> insurers, Bill bill, VerifiedInvoice invoice) {
    return insurers.stream()
        .allMatch(payer ->
            insure(
                    payer,
                    bill.person(),
                    bill.serviceDate(),
                    "invoice %s at %s".formatted(invoice.id(), payer))
                .isPresent());
  }

  /** The name under which a payer insures people here. */
  static String policyOf(String payer) {
    return "KILL-" + payer;
  }

  /**
   * Has the payer insure a person for the year of that day.
   *
   * @param entry for whom or what, in the list of what was never answered
   * @return the register's id of the person; empty when given up
   */
  Optional<String> insure(String payer, MadeUpPerson person, LocalDate day, String entry) {
    Optional<String> id =
        attempts.until("invoice-service", "person of " + entry, () -> payers.personId(person));
    return id.flatMap(known -> cover(payer, known, day, entry));
  }

  private Optional<String> cover(String payer, String person, LocalDate day, String entry) {
    boolean agency = payer.equals(AGENCY);
    LocalDate from = day.withDayOfYear(1);
    return attempts.until(
        DOOR,
        "coverage for " + entry,
        () -> {
          payers.cover(
              payer,
              person,
              policyOf(payer),
              agency ? AGENCY_PLAN : WHOLE_BILL,
              from,
              "CN00SANDBOX0001",
              agency ? new PayerDesk.Opening(from.getYear(), USED_DEDUCTIBLE_FEN) : null);
          return person;
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

  @Override
  public void close() {
    phones.close();
  }
}
