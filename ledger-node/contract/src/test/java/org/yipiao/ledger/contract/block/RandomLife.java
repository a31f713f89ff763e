package org.yipiao.ledger.contract.block;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.contract.state.InvoiceRow;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.CancelPaper;
import org.yipiao.ledger.protocol.operation.CommitReservation;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.MarkPaperPrinted;
import org.yipiao.ledger.protocol.operation.Medium;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReleaseReimbursement;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.ReturnId;
import org.yipiao.ledger.protocol.operation.ReturnReimbursement;
import org.yipiao.ledger.protocol.operation.ReverseInvoice;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.platform.id.ClaimId;

/** Rounds that a seed draws: few numbers, claims and amounts, so that all of them meet. */
final class RandomLife {

  static final long FIRST = 110_601_260_000_000_000L;
  static final int NUMBERS = 12;

  private static final Digest EVIDENCE = Digest.sha256(new byte[] {1});

  private final Genesis genesis;
  private final SplittableRandom random;
  private final RandomChanges changes;
  private final List<Ordered> order = new ArrayList<>();

  /** A round as it was ordered. */
  record Ordered(long millisBefore, List<SignedTransaction> transactions) {}

  RandomLife(Genesis genesis, long seed) {
    this.genesis = genesis;
    this.random = new SplittableRandom(seed);
    this.changes = new RandomChanges(genesis, random);
  }

  /** Everything drawn so far. */
  List<Ordered> order() {
    return List.copyOf(order);
  }

  /** Draws a round and has the ledger execute it. */
  void step(SimulatedLedger ledger) {
    long millis = random.nextInt(20) == 0 ? random.nextInt(60_000) : random.nextInt(1, 80);
    ledger.pass(millis);
    var transactions = new ArrayList<SignedTransaction>();
    for (int i = random.nextInt(4); i > 0; i--) {
      if (!order.isEmpty() && random.nextInt(8) == 0) {
        transactions.addAll(order.get(random.nextInt(order.size())).transactions());
      } else {
        transactions.add(transaction(ledger));
      }
    }
    order.add(new Ordered(millis, transactions));
    ledger.round(transactions.toArray(SignedTransaction[]::new));
  }

  private SignedTransaction transaction(SimulatedLedger ledger) {
    int member = random.nextInt(1, 7);
    if (genesis.contractVersion() > 1 && random.nextInt(12) == 0) {
      return ledger.signed(member, rarely(), changes.draw(ledger.nanosAhead(60)));
    }
    var operations = new ArrayList<Operation>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      operations.add(operation(ledger, member));
    }
    return SeededConsortium.transaction(
        genesis,
        member,
        ledger.newId(),
        ledger.now().plusMillis(random.nextInt(-100, 40_000)),
        rarely(),
        operations);
  }

  private Operation operation(SimulatedLedger ledger, int member) {
    if (genesis.contractVersion() > 1 && random.nextInt(20) == 0) {
      return new AnchorEvidence(Digest.sha256(bytes(random.nextInt(3))), random.nextInt(6));
    }
    return switch (member) {
      case SeededConsortium.BUREAU ->
          new AllocateNumbers(4 + random.nextInt(2), "gateway-1", number(), random.nextInt(6));
      case SeededConsortium.HOSPITAL, SeededConsortium.OTHER_HOSPITAL -> hospitals(ledger.rows());
      default -> payers(ledger, member);
    };
  }

  private Operation hospitals(LedgerRows rows) {
    int what = genesis.contractVersion() == 1 ? 0 : random.nextInt(9);
    int claimable = random.nextInt(120);
    return switch (what) {
      case 4, 5 -> new ReverseInvoice(likely(rows, true), likely(rows, false), EVIDENCE, reason());
      case 6 -> new MarkPaperPrinted(likely(rows, true), EVIDENCE);
      case 7, 8 -> new CancelPaper(likely(rows, true));
      default ->
          new IssueInvoice(
              likely(rows, false), EVIDENCE, claimable, claimable + random.nextInt(-5, 30));
    };
  }

  private int reason() {
    return rarely() ? random.nextInt(6) : 1;
  }

  private Operation payers(SimulatedLedger ledger, int payer) {
    LedgerRows rows = ledger.rows();
    long invoice = likely(rows, true);
    ClaimId claim = ClaimId.of(bytes(random.nextInt(40)));
    long amount = random.nextInt(-1, rarely() ? 130 : 30);
    int what = random.nextInt(8);
    if (what < 3) {
      return reservation(ledger, invoice, claim, amount);
    }
    List<LedgerRows.Claim> claims = claims(rows, payer, !rarely());
    if (!claims.isEmpty() && !rarely()) {
      LedgerRows.Claim known = claims.get(random.nextInt(claims.size()));
      invoice = known.invoiceId();
      claim = known.claimId();
      amount = rarely() ? amount : known.row().committedFen() + known.row().reimbursedFen();
    }
    return switch (what) {
      case 3 -> new CommitReservation(invoice, claim);
      case 4 -> new SettleReimbursement(invoice, claim, amount, EVIDENCE);
      case 5 -> new ReleaseReimbursement(invoice, claim, EVIDENCE);
      default ->
          new ReturnReimbursement(
              invoice, claim, ReturnId.of(bytes(random.nextInt(500))), amount, EVIDENCE);
    };
  }

  private Operation reservation(SimulatedLedger ledger, long invoice, ClaimId claim, long amount) {
    boolean paperOut = ledger.rows().invoice(invoice).filter(InvoiceRow::paperOut).isPresent();
    return new ReserveReimbursement(
        invoice,
        claim,
        amount,
        Digest.sha256(bytes(random.nextInt(4))),
        EVIDENCE,
        EVIDENCE,
        EpochNanos.of(ledger.now().plusMillis(random.nextInt(30_000))),
        random.nextBoolean(),
        paperOut != rarely() ? Medium.PAPER : Medium.ELECTRONIC);
  }

  private static List<LedgerRows.Claim> claims(LedgerRows rows, int payer, boolean held) {
    var claims = new ArrayList<LedgerRows.Claim>();
    for (long id = FIRST; id < FIRST + NUMBERS; id++) {
      claims.addAll(rows.claims(id, payer, Integer.MAX_VALUE));
    }
    claims.removeIf(claim -> held && !claim.row().state().liveOrSettled());
    return claims;
  }

  /** A number that is used, or is not, as far as there is one; rarely any. */
  private long likely(LedgerRows rows, boolean used) {
    long[] fitting =
        LongStream.range(FIRST, FIRST + NUMBERS)
            .filter(id -> rows.invoice(id).isPresent() == used)
            .toArray();
    return fitting.length == 0 || rarely() ? number() : fitting[random.nextInt(fitting.length)];
  }

  private long number() {
    return FIRST + random.nextInt(NUMBERS);
  }

  private boolean rarely() {
    return random.nextInt(6) == 0;
  }

  private static byte[] bytes(int number) {
    return ByteBuffer.allocate(16).putInt(number).array();
  }
}
