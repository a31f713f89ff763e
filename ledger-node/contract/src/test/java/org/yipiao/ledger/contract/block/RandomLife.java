package org.yipiao.ledger.contract.block;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.yipiao.ledger.contract.SimulatedLedger;
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
  private final List<Ordered> order = new ArrayList<>();

  /** A round as it was ordered. */
  record Ordered(long millisBefore, List<SignedTransaction> transactions) {}

  RandomLife(Genesis genesis, long seed) {
    this.genesis = genesis;
    this.random = new SplittableRandom(seed);
  }

  /** Everything drawn so far. */
  List<Ordered> order() {
    return List.copyOf(order);
  }

  /** Draws a round and has the ledger execute it. */
  void step(SimulatedLedger ledger) {
    long millis = random.nextInt(10) == 0 ? random.nextInt(90_000) : random.nextInt(1, 80);
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
    var operations = new ArrayList<Operation>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      operations.add(operation(ledger, member));
    }
    return SeededConsortium.transaction(
        genesis,
        member,
        ledger.newId(),
        ledger.now().plusMillis(random.nextInt(-100, 40_000)),
        random.nextBoolean(),
        operations);
  }

  private Operation operation(SimulatedLedger ledger, int member) {
    if (genesis.contractVersion() > 1 && random.nextInt(20) == 0) {
      return new AnchorEvidence(Digest.sha256(bytes(random.nextInt(3))), random.nextInt(6));
    }
    return switch (member) {
      case SeededConsortium.BUREAU ->
          new AllocateNumbers(4 + random.nextInt(2), "gateway-1", number(), random.nextInt(5));
      case SeededConsortium.HOSPITAL, SeededConsortium.OTHER_HOSPITAL -> hospitals();
      default -> payers(ledger, member);
    };
  }

  private Operation hospitals() {
    int what = genesis.contractVersion() == 1 ? 0 : random.nextInt(8);
    return switch (what) {
      case 4, 5 -> new ReverseInvoice(number(), number(), EVIDENCE, random.nextInt(1, 5));
      case 6 -> new MarkPaperPrinted(number(), EVIDENCE);
      case 7 -> new CancelPaper(number());
      default -> new IssueInvoice(number(), EVIDENCE, random.nextInt(120), random.nextInt(150));
    };
  }

  private Operation payers(SimulatedLedger ledger, int payer) {
    long invoice = number();
    ClaimId claim = ClaimId.of(bytes(random.nextInt(20)));
    List<LedgerRows.Claim> claims = claims(ledger.rows(), payer);
    if (!claims.isEmpty() && random.nextInt(3) > 0) {
      LedgerRows.Claim known = claims.get(random.nextInt(claims.size()));
      invoice = known.invoiceId();
      claim = known.claimId();
    }
    long amount = random.nextInt(-1, 130);
    return switch (random.nextInt(8)) {
      case 0, 1, 2 ->
          new ReserveReimbursement(
              invoice,
              claim,
              amount,
              Digest.sha256(bytes(random.nextInt(4))),
              EVIDENCE,
              EVIDENCE,
              EpochNanos.of(ledger.now().plusMillis(random.nextInt(30_000))),
              random.nextInt(3) == 0,
              random.nextInt(4) == 0 ? Medium.PAPER : Medium.ELECTRONIC);
      case 3, 4 -> new CommitReservation(invoice, claim);
      case 5 -> new SettleReimbursement(invoice, claim, amount, EVIDENCE);
      case 6 -> new ReleaseReimbursement(invoice, claim, EVIDENCE);
      default ->
          new ReturnReimbursement(
              invoice, claim, ReturnId.of(bytes(random.nextInt(50))), amount, EVIDENCE);
    };
  }

  private static List<LedgerRows.Claim> claims(LedgerRows rows, int payer) {
    var claims = new ArrayList<LedgerRows.Claim>();
    for (long id = FIRST; id < FIRST + NUMBERS; id++) {
      claims.addAll(rows.claims(id, payer, Integer.MAX_VALUE));
    }
    return claims;
  }

  private long number() {
    return FIRST + random.nextInt(NUMBERS);
  }

  private static byte[] bytes(int number) {
    return ByteBuffer.allocate(16).putInt(number).array();
  }
}
