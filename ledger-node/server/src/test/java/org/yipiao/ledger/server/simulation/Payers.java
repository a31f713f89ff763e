package org.yipiao.ledger.server.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.protocol.operation.CommitReservation;
import org.yipiao.ledger.protocol.operation.Medium;
import org.yipiao.ledger.protocol.operation.ReleaseReimbursement;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.ReturnId;
import org.yipiao.ledger.protocol.operation.ReturnReimbursement;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.server.simulation.ModelInvoice.ClaimKey;
import org.yipiao.platform.id.ClaimId;

/** Three payers that reserve, commit, have their bank pay once that is final, and settle. */
final class Payers {

  private static final int[] MEMBERS = {Market.AGENCY, Market.INSURER, Market.OTHER_INSURER};
  private static final Digest EVIDENCE = PlantedWords.commitment(1);

  /** A claim as its payer keeps it. */
  private static final class Claim {
    final int payer;
    final Market.Paper invoice;
    final ClaimId id;
    final Digest benefit;
    final long fen;
    long paidFen;

    Claim(int payer, Market.Paper invoice, ClaimId id, Digest benefit, long fen) {
      this.payer = payer;
      this.invoice = invoice;
      this.id = id;
      this.benefit = benefit;
      this.fen = fen;
    }

    PayOrders.Benefit benefit() {
      return new PayOrders.Benefit(payer, invoice.number, benefit);
    }
  }

  private final Desk desk;
  private final Market market;
  private final PayOrders orders;
  private final Bank bank;
  private final SplittableRandom random;
  private final List<Claim> settled = new ArrayList<>();
  private boolean hasty;

  Payers(Scenario scenario, Desk desk, Market market, PayOrders orders, Bank bank) {
    this.desk = desk;
    this.market = market;
    this.orders = orders;
    this.bank = bank;
    this.random = scenario.draws(5);
  }

  /** From now on they have their bank pay what is not final. */
  void becomeHasty() {
    hasty = true;
  }

  /** Begins something now and then. */
  void step() {
    switch (random.nextInt(100)) {
      case 0, 1, 2, 3, 4, 5, 6 -> market.any(random).ifPresent(this::reserve);
      case 7, 8 -> {
        if (!settled.isEmpty()) {
          giveBack(settled.get(random.nextInt(settled.size())));
        }
      }
      default -> {}
    }
  }

  private void reserve(Market.Paper invoice) {
    long most = Math.max(2, invoice.claimableFen);
    var claim =
        new Claim(
            MEMBERS[random.nextInt(MEMBERS.length)],
            invoice,
            ClaimId.random(random),
            Digest.sha256(new byte[] {(byte) random.nextInt(3)}),
            random.nextLong(1, random.nextBoolean() ? most : 1 + most / 3 + 1));
    boolean commit = random.nextBoolean();
    var medium = invoice.out == (random.nextInt(8) != 0) ? Medium.PAPER : Medium.ELECTRONIC;
    var reserve =
        new ReserveReimbursement(
            invoice.number,
            claim.id,
            claim.fen,
            claim.benefit,
            EVIDENCE,
            EVIDENCE,
            EpochNanos.of(desk.now().plus(Duration.ofMillis(random.nextLong(1_500, 20_000)))),
            commit,
            medium);
    desk.begin(
        claim.payer,
        List.of(reserve),
        last -> {
          if (!Issuers.applied(last, 0)) {
            return;
          }
          if (commit) {
            pay(claim, Optional.of(last.getFirst()));
          } else {
            commit(claim);
          }
        });
    if (hasty) {
      pay(claim, Optional.empty());
    }
  }

  private void commit(Claim claim) {
    desk.begin(
        claim.payer,
        List.of(new CommitReservation(claim.invoice.number, claim.id)),
        last -> {
          if (Issuers.applied(last, 0)) {
            pay(claim, Optional.of(last.getFirst()));
          }
        });
  }

  private void pay(Claim claim, Optional<FinalOperation> commit) {
    orders.pay(claim.benefit(), new ClaimKey(claim.payer, claim.id), claim.fen, commit);
    bank.pay(answer -> answered(claim, answer));
  }

  private void answered(Claim claim, Bank.Answer answer) {
    switch (answer) {
      case PAID -> settle(claim, claim.fen);
      case PAID_IN_PART -> {
        long paid = Math.max(1, claim.fen / 2);
        orders.back(claim.benefit(), claim.fen - paid);
        settle(claim, paid);
      }
      case REJECTED -> {
        orders.back(claim.benefit(), claim.fen);
        desk.begin(
            claim.payer,
            List.of(new ReleaseReimbursement(claim.invoice.number, claim.id, EVIDENCE)),
            _ -> {});
      }
      case SILENT -> {}
    }
  }

  private void settle(Claim claim, long fen) {
    claim.paidFen = fen;
    desk.begin(
        claim.payer,
        List.of(new SettleReimbursement(claim.invoice.number, claim.id, fen, EVIDENCE)),
        last -> {
          if (Issuers.applied(last, 0)) {
            settled.add(claim);
          }
        });
  }

  /** Money came back; it is told to the ledger, all of it or a part. */
  private void giveBack(Claim claim) {
    long fen = random.nextBoolean() ? claim.paidFen : 1 + claim.paidFen / 2;
    if (fen < 1 || fen > claim.paidFen) {
      return;
    }
    claim.paidFen -= fen;
    byte[] id = new byte[16];
    random.nextBytes(id);
    orders.back(claim.benefit(), fen);
    desk.begin(
        claim.payer,
        List.of(
            new ReturnReimbursement(
                claim.invoice.number, claim.id, ReturnId.of(id), fen, EVIDENCE)),
        _ -> {});
  }

  /** Those that were settled, as far as their payers know. */
  Optional<Settled> anySettled() {
    return settled.isEmpty()
        ? Optional.empty()
        : Optional.of(settled.get(random.nextInt(settled.size())))
            .map(claim -> new Settled(claim.payer, claim.invoice.number, claim.id));
  }

  /** A settled claim. */
  record Settled(int payer, long invoice, ClaimId claim) {}
}
