package org.yipiao.ledger.contract;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.CommitReservation;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Medium;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReleaseReimbursement;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.ReturnId;
import org.yipiao.ledger.protocol.operation.ReturnReimbursement;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.platform.id.ClaimId;

/** Rounds of operations that touch every table, most of them good; some are due soon. */
public final class RandomTraffic {

  public static final long FIRST = 110_601_260_000_000_000L;

  private static final int NUMBERS = 40;
  private static final Digest EVIDENCE = Digest.sha256(new byte[] {1});
  private static final int[] MEMBERS = {
    SeededConsortium.AGENCY, SeededConsortium.INSURER, SeededConsortium.HOSPITAL
  };

  private final SimulatedLedger ledger;
  private final SplittableRandom random;

  /** The numbers are allocated with the first round. */
  public RandomTraffic(SimulatedLedger ledger, SplittableRandom random) {
    this.ledger = ledger;
    this.random = random;
    ledger.submit(
        SeededConsortium.BUREAU,
        new AllocateNumbers(SeededConsortium.HOSPITAL, "gateway-1", FIRST, NUMBERS));
  }

  /** Lets some time pass and orders up to three transactions. */
  public void round() {
    ledger.pass(random.nextInt(8) == 0 ? random.nextInt(60_000) : random.nextInt(20, 80));
    var transactions = new ArrayList<SignedTransaction>();
    for (int i = random.nextInt(4); i > 0; i--) {
      int member = MEMBERS[random.nextInt(MEMBERS.length)];
      var operations = new ArrayList<Operation>();
      for (int j = random.nextInt(1, 6); j > 0; j--) {
        operations.add(operation(member));
      }
      transactions.add(
          SeededConsortium.transaction(
              ledger.genesis(),
              member,
              ledger.newId(),
              ledger.now().plusMillis(random.nextInt(1, 40_000)),
              false,
              operations));
    }
    ledger.round(transactions.toArray(SignedTransaction[]::new));
  }

  private Operation operation(int member) {
    long invoice = FIRST + random.nextInt(NUMBERS);
    ClaimId claim = ClaimId.of(bytes(random.nextInt(30)));
    if (member == SeededConsortium.HOSPITAL) {
      return new IssueInvoice(invoice, EVIDENCE, 1_000, 1_000);
    }
    return switch (random.nextInt(7)) {
      case 0, 1, 2 ->
          new ReserveReimbursement(
              invoice,
              claim,
              random.nextInt(1, 300),
              Digest.sha256(bytes(random.nextInt(4))),
              EVIDENCE,
              EVIDENCE,
              EpochNanos.of(ledger.now().plusMillis(random.nextInt(1, 30_000))),
              random.nextBoolean(),
              Medium.ELECTRONIC);
      case 3 -> new CommitReservation(where(claim, invoice), claim);
      case 4 -> new SettleReimbursement(where(claim, invoice), claim, 1, EVIDENCE);
      case 5 -> new ReleaseReimbursement(where(claim, invoice), claim, EVIDENCE);
      default ->
          new ReturnReimbursement(
              where(claim, invoice), claim, ReturnId.of(bytes(random.nextInt(90))), 1, EVIDENCE);
    };
  }

  /** The invoice on which a claim was made, if it was. */
  private long where(ClaimId claim, long otherwise) {
    for (int payer : List.of(SeededConsortium.AGENCY, SeededConsortium.INSURER)) {
      var invoice = ledger.rows().invoiceOfClaim(payer, claim);
      if (invoice.isPresent() && random.nextBoolean()) {
        return invoice.get();
      }
    }
    return otherwise;
  }

  private static byte[] bytes(int number) {
    return ByteBuffer.allocate(16).putInt(number).array();
  }
}
