package org.yipiao.ledger.server.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.yipiao.ledger.protocol.operation.CommitReservation;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Medium;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.ReturnId;
import org.yipiao.ledger.protocol.operation.ReturnReimbursement;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.platform.id.ClaimId;

/** Clients that keep to no rule; some have a member's key. */
final class Hostile {

  private static final Digest EVIDENCE = Digest.sha256(new byte[] {7});
  private static final Duration SOON = Duration.ofSeconds(20);

  /** What they try. */
  enum Act {
    REPLAY,
    ID_REUSED,
    FORGED_SIGNATURE,
    KEY_OF_ANOTHER,
    EXPIRED,
    EXPIRY_TOO_FAR,
    GARBAGE,
    NUMBER_TWICE,
    NUMBER_OF_ANOTHER,
    TOO_MUCH,
    CLAIM_OF_ANOTHER,
    SETTLED_TWICE,
    RETURNED_TOO_MUCH
  }

  private final Desk desk;
  private final Doors doors;
  private final Market market;
  private final Payers payers;
  private final Coverage coverage;
  private final SplittableRandom random;

  Hostile(
      Scenario scenario, Desk desk, Doors doors, Market market, Payers payers, Coverage coverage) {
    this.desk = desk;
    this.doors = doors;
    this.market = market;
    this.payers = payers;
    this.coverage = coverage;
    this.random = scenario.draws(7);
  }

  /** Tries something now and then. */
  void step() {
    if (random.nextInt(30) == 0) {
      var act = Act.values()[random.nextInt(Act.values().length)];
      if (tried(act)) {
        coverage.happened(act);
      }
    }
  }

  private boolean tried(Act act) {
    return switch (act) {
      case REPLAY -> anySent().map(this::replay).isPresent();
      case FORGED_SIGNATURE -> anySent().map(this::forge).isPresent();
      case ID_REUSED, NUMBER_TWICE, NUMBER_OF_ANOTHER ->
          market.any(random).map(paper -> numbers(act, paper)).orElse(false);
      case KEY_OF_ANOTHER, EXPIRED, EXPIRY_TOO_FAR, TOO_MUCH ->
          market.any(random).map(paper -> claims(act, paper)).orElse(false);
      case GARBAGE -> {
        byte[] bytes = new byte[random.nextInt(1, 400)];
        random.nextBytes(bytes);
        yield doors.ask(node(), "v1/transactions", bytes).isPresent();
      }
      case CLAIM_OF_ANOTHER, SETTLED_TWICE, RETURNED_TOO_MUCH ->
          payers.anySettled().map(claim -> settled(act, claim)).orElse(false);
    };
  }

  private int node() {
    return random.nextInt(1, 5);
  }

  private Optional<SignedTransaction> anySent() {
    return desk.sent().isEmpty()
        ? Optional.empty()
        : Optional.of(desk.sent().get(random.nextInt(desk.sent().size())));
  }

  private boolean replay(SignedTransaction sent) {
    desk.handOver(node(), sent);
    return true;
  }

  private boolean forge(SignedTransaction sent) {
    byte[] bytes = sent.bytes();
    bytes[bytes.length - 1 - random.nextInt(60)] ^= (byte) (1 << random.nextInt(8));
    return doors.ask(node(), "v1/transactions", bytes).isPresent();
  }

  private boolean numbers(Act act, Market.Paper paper) {
    int hospital = Market.OTHER_HOSPITAL;
    if (act == Act.NUMBER_OF_ANOTHER) {
      return handOver(hospital, issue(paper.number + 1_000, 1));
    }
    if (act == Act.NUMBER_TWICE) {
      return handOver(paper.hospital, issue(paper.number, 2));
    }
    Optional<Long> number = market.number(hospital);
    if (number.isEmpty()) {
      return false;
    }
    var id = desk.newId();
    for (int node = 1; node <= 2; node++) {
      var expiry = desk.now().plus(SOON);
      desk.handOver(
          node + random.nextInt(3),
          desk.keys().sign(hospital, id, expiry, false, List.of(issue(number.get(), node))));
    }
    return true;
  }

  private static Operation issue(long number, long fen) {
    return new IssueInvoice(number, EVIDENCE, fen, fen);
  }

  private boolean claims(Act act, Market.Paper paper) {
    int payer = Market.OTHER_INSURER;
    var operations = List.of(reserve(paper, act == Act.TOO_MUCH ? paper.claimableFen + 1 : 1));
    if (act == Act.TOO_MUCH) {
      return handOver(payer, operations.getFirst());
    }
    var life =
        switch (act) {
          case EXPIRED -> SOON.negated();
          case EXPIRY_TOO_FAR -> Duration.ofDays(2);
          default -> SOON;
        };
    var own = desk.keys().of(payer);
    var signing = act == Act.KEY_OF_ANOTHER ? desk.keys().of(Market.OTHER_HOSPITAL) : own;
    desk.handOver(
        node(),
        desk.keys()
            .sign(payer, own, signing, desk.newId(), desk.now().plus(life), false, operations));
    return true;
  }

  private Operation reserve(Market.Paper paper, long fen) {
    return new ReserveReimbursement(
        paper.number,
        ClaimId.random(random),
        fen,
        EVIDENCE,
        EVIDENCE,
        EVIDENCE,
        EpochNanos.of(desk.now().plus(SOON)),
        false,
        Medium.ELECTRONIC);
  }

  private boolean settled(Act act, Payers.Settled claim) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    int another = claim.payer() == Market.AGENCY ? Market.INSURER : Market.AGENCY;
    return switch (act) {
      case CLAIM_OF_ANOTHER ->
          handOver(another, new CommitReservation(claim.invoice(), claim.claim()));
      case RETURNED_TOO_MUCH ->
          handOver(
              claim.payer(),
              new ReturnReimbursement(
                  claim.invoice(), claim.claim(), ReturnId.of(id), 5_000, EVIDENCE));
      default ->
          handOver(
              claim.payer(), new SettleReimbursement(claim.invoice(), claim.claim(), 1, EVIDENCE));
    };
  }

  private boolean handOver(int member, Operation operation) {
    desk.handOver(node(), desk.sign(member, SOON, false, List.of(operation)));
    return true;
  }
}
