package org.yipiao.acceptance.kill.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.yipiao.acceptance.kill.oracle.AcceptedClaim.Awaited;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReleaseReimbursement;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/**
 * A run in which everything held: three invoices, one paid claim, one that the bank rejected, a
 * race, and three published blocks, of which one was published again; the paid claim was tapped by
 * a signed-in patient, who saw its three steps. Tests break one thing each.
 */
final class SoundRun {

  static final String PAID_INVOICE = "110601260000000001";
  static final String REJECTED_INVOICE = "110601260000000002";
  static final String RACED_INVOICE = "110602260000000001";
  static final long TOTAL_FEN = 126_000;
  static final long PAID_FEN = 59_500;

  final Random random = new Random(1);
  final List<AcceptedBill> bills = new ArrayList<>();
  final List<AcceptedClaim> claims = new ArrayList<>();
  final Map<String, String> unanswered = new HashMap<>();
  final List<Evidence.RegisterEntry> register = new ArrayList<>();
  final Map<String, Evidence.VerifiedBundle> bundles = new HashMap<>();
  final List<LeafV1> leaves = new ArrayList<>();
  final List<Evidence.Replica> replicas = new ArrayList<>();
  final Map<String, Evidence.ClaimEnd> ends = new HashMap<>();
  final List<Evidence.Year> years = new ArrayList<>();
  final List<Evidence.YearEntry> yearEntries = new ArrayList<>();
  final List<Evidence.Booking> bookings = new ArrayList<>();
  final List<Evidence.SpoolDepth> spools = new ArrayList<>();
  final List<PatientEvidence.SignedOut> signedOut = new ArrayList<>();
  final List<PatientEvidence.Watched> watched = new ArrayList<>();
  final Map<String, List<PatientEvidence.Step>> timelines = new HashMap<>();
  final List<String> blocks = new ArrayList<>(List.of("b0", "b1", "b2"));
  final List<Evidence.PublishedBlock> published = new ArrayList<>();
  int patients = 1;
  int cutStreams = 1;
  final String paid = claimId();
  final String rejected = claimId();
  final String winner = claimId();
  final String loser = claimId();

  SoundRun() {
    invoice("hospital-one", "B-1", PAID_INVOICE);
    invoice("hospital-one", "B-2", REJECTED_INVOICE);
    invoice("hospital-two", "B-1", RACED_INVOICE);
    claims.add(new AcceptedClaim(paid, "agency", PAID_INVOICE, TOTAL_FEN, Awaited.PAID, PAID_FEN));
    paidOut(PAID_INVOICE, paid, "agency", PAID_FEN);
    claims.add(
        new AcceptedClaim(
            rejected, "agency", REJECTED_INVOICE, TOTAL_FEN, Awaited.REJECTED_BY_BANK, 0));
    reserve(REJECTED_INVOICE, rejected, PAID_FEN);
    apply(
        new ReleaseReimbursement(
            InvoiceId.parse(REJECTED_INVOICE).value(), new ClaimId(rejected), digest()));
    ends.put(rejected, new Evidence.ClaimEnd("REJECTED_BY_BANK", true, PAID_FEN, ""));
    for (String racer : List.of(winner, loser)) {
      claims.add(new AcceptedClaim(racer, "insurer", RACED_INVOICE, TOTAL_FEN, Awaited.RACING, 0));
    }
    paidOut(RACED_INVOICE, winner, "insurer", TOTAL_FEN);
    ends.put(loser, new Evidence.ClaimEnd("REFUSED", true, 0, "EXCEEDS_REMAINING"));
    year("agency", paid, false);
    year("agency", rejected, true);
    year("insurer", winner, false);
    year("insurer", loser, true);
    timelines.put(paid, List.of(step(1, "SUBMITTED"), step(2, "VERIFIED"), step(3, "PAID")));
    watched.add(new PatientEvidence.Watched(paid, timelines.get(paid), true, PAID_FEN));
    for (int node = 1; node <= 4; node++) {
      replicas.add(new Evidence.Replica("node-" + node, 9, "aa", "aa"));
    }
    spools.add(new Evidence.SpoolDepth("gateway-hospital-one", 0, 0));
    for (int height : List.of(0, 1, 1, 2)) {
      published.add(published(height));
    }
  }

  static PatientEvidence.Step step(long n, String state) {
    return new PatientEvidence.Step(n, state, Instant.EPOCH.plusSeconds(n));
  }

  /** The record under which the topic holds a block of the node. */
  Evidence.PublishedBlock published(int height) {
    return new Evidence.PublishedBlock(Integer.toString(height), blocks.get(height));
  }

  /** An invoice that was handed in, answered, registered, proven and issued. */
  void invoice(String hospital, String businessNumber, String invoice) {
    bills.add(new AcceptedBill(hospital, businessNumber, invoice, TOTAL_FEN));
    register.add(new Evidence.RegisterEntry(invoice, hospital, "FINAL", TOTAL_FEN, TOTAL_FEN));
    bundles.put(invoice, new Evidence.VerifiedBundle(null, TOTAL_FEN));
    issue(invoice, TOTAL_FEN);
  }

  void issue(String invoice, long fen) {
    apply(IssueInvoice.of(InvoiceId.parse(invoice), digest(), Money.ofFen(fen), Money.ofFen(fen)));
  }

  void reserve(String invoice, String claim, long fen) {
    apply(
        ReserveReimbursement.of(
            InvoiceId.parse(invoice),
            new ClaimId(claim),
            Money.ofFen(fen),
            digest(),
            digest(),
            digest(),
            Instant.EPOCH.plusSeconds(60),
            true));
  }

  void settle(String invoice, String claim, long fen) {
    apply(
        SettleReimbursement.of(
            InvoiceId.parse(invoice), new ClaimId(claim), Money.ofFen(fen), digest()));
  }

  private void paidOut(String invoice, String claim, String payer, long fen) {
    reserve(invoice, claim, fen);
    bookings.add(new Evidence.Booking(payer, claim, fen));
    settle(invoice, claim, fen);
    ends.put(claim, new Evidence.ClaimEnd("PAID", true, fen, ""));
  }

  /** The year of a claim's person, in which nobody else has claimed. */
  static Evidence.YearKey yearOf(String payer, String claim) {
    return new Evidence.YearKey(payer, claim + claim, "plan", 2026);
  }

  /** What a claim adds to its year, or with -1 takes back. */
  static Evidence.YearEntry counted(Evidence.YearKey key, String claim, int sign) {
    return new Evidence.YearEntry(
        key,
        claim,
        sign > 0 ? "HOLD" : "RELEASE",
        sign * 30_000L,
        sign * 115_000L,
        sign * PAID_FEN,
        null);
  }

  /** A year that was brought along and to which a claim added, for good or given back. */
  private void year(String payer, String claim, boolean givenBack) {
    Evidence.YearKey key = yearOf(payer, claim);
    yearEntries.add(new Evidence.YearEntry(key, null, "OPENING", 150_000, 150_000, 0, null));
    yearEntries.add(counted(key, claim, 1));
    if (givenBack) {
      yearEntries.add(counted(key, claim, -1));
      years.add(new Evidence.Year(key, 150_000, 150_000, 0, 0, 3));
    } else {
      years.add(new Evidence.Year(key, 180_000, 265_000, PAID_FEN, 0, 2));
    }
  }

  void apply(Operation operation) {
    leaf(operation, Outcome.APPLIED);
  }

  void leaf(Operation operation, Outcome outcome) {
    byte[] transaction = new byte[TransactionId.LENGTH];
    random.nextBytes(transaction);
    leaves.add(
        new LeafV1(
            operation.type().number(),
            4,
            1,
            TransactionId.of(transaction),
            0,
            1,
            operation.encode(),
            outcome.number(),
            new byte[0]));
  }

  Digest digest() {
    byte[] bytes = new byte[Digest.LENGTH];
    random.nextBytes(bytes);
    return Digest.of(bytes);
  }

  String claimId() {
    return ClaimId.random(random).value();
  }

  /** What the oracle says of it, as sentences. */
  List<String> judged() {
    return Oracle.judge(
            new Evidence(
                new AcceptedList.Content(bills, claims),
                unanswered,
                register,
                bundles,
                leaves,
                replicas,
                ends,
                years,
                yearEntries,
                bookings,
                spools,
                new Evidence.Publication(blocks, published),
                new PatientEvidence(patients, cutStreams, signedOut, watched, timelines)))
        .stream()
        .map(Difference::toString)
        .toList();
  }
}
