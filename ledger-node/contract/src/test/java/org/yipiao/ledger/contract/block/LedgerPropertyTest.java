package org.yipiao.ledger.contract.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.contract.state.ClaimState;
import org.yipiao.ledger.contract.state.InvoiceRow;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.log.LeafV1;
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
import org.yipiao.platform.seeds.Seeds;

/** Random lives of a ledger: what must hold holds after every block, and a replay is identical. */
class LedgerPropertyTest {

  private static final long FIRST = 110_601_260_000_000_000L;
  private static final int NUMBERS = 12;
  private static final Genesis GENESIS = SeededConsortium.genesis();
  private static final Digest EVIDENCE = Digest.sha256(new byte[] {1});

  /** A round as it was ordered. */
  private record Ordered(long millisBefore, List<SignedTransaction> transactions) {}

  @Test
  void neverMoreThanThePersonPaidNeverANumberTwiceAndReplaysAreEqual() {
    long seed = Seeds.of(this);
    for (int life = 0; life < 6; life++) {
      var random = new SplittableRandom(seed + life);
      var ledger = new SimulatedLedger(GENESIS);
      var order = new ArrayList<Ordered>();
      for (int step = 0; step < 120; step++) {
        Ordered round = nextRound(ledger, random, order);
        order.add(round);
        ledger.round(round.transactions().toArray(SignedTransaction[]::new));
        assertInvariants(ledger.rows(), seed);
      }
      assertIssuedOnce(ledger, seed);
      assertReplayIsEqual(ledger, order, seed);
    }
  }

  private static Ordered nextRound(
      SimulatedLedger ledger, SplittableRandom random, List<Ordered> before) {
    long millis = random.nextInt(10) == 0 ? random.nextInt(90_000) : random.nextInt(1, 80);
    ledger.pass(millis);
    var transactions = new ArrayList<SignedTransaction>();
    for (int i = random.nextInt(4); i > 0; i--) {
      if (!before.isEmpty() && random.nextInt(8) == 0) {
        transactions.addAll(before.get(random.nextInt(before.size())).transactions());
      } else {
        transactions.add(transaction(ledger, random));
      }
    }
    return new Ordered(millis, transactions);
  }

  private static SignedTransaction transaction(SimulatedLedger ledger, SplittableRandom random) {
    int member = random.nextInt(1, 7);
    var operations = new ArrayList<Operation>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      operations.add(operation(ledger, member, random));
    }
    return SeededConsortium.transaction(
        GENESIS,
        member,
        ledger.newId(),
        ledger.now().plusMillis(random.nextInt(-100, 40_000)),
        random.nextBoolean(),
        operations);
  }

  private static Operation operation(SimulatedLedger ledger, int member, SplittableRandom random) {
    long invoice = FIRST + random.nextInt(NUMBERS);
    ClaimId claim = ClaimId.of(bytes(random.nextInt(20)));
    long amount = random.nextInt(-1, 130);
    if (member == SeededConsortium.BUREAU) {
      return new AllocateNumbers(
          4 + random.nextInt(2), "gateway-1", FIRST + random.nextInt(NUMBERS), random.nextInt(5));
    }
    if (member == SeededConsortium.HOSPITAL || member == SeededConsortium.OTHER_HOSPITAL) {
      return new IssueInvoice(invoice, EVIDENCE, random.nextInt(120), random.nextInt(150));
    }
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
              Medium.ELECTRONIC);
      case 3, 4 -> new CommitReservation(invoice, claim);
      case 5 -> new SettleReimbursement(invoice, claim, amount, EVIDENCE);
      case 6 -> new ReleaseReimbursement(invoice, claim, EVIDENCE);
      default ->
          new ReturnReimbursement(
              invoice, claim, ReturnId.of(bytes(random.nextInt(50))), amount, EVIDENCE);
    };
  }

  private static byte[] bytes(int number) {
    return ByteBuffer.allocate(16).putInt(number).array();
  }

  private static void assertInvariants(LedgerRows rows, long seed) {
    Map<Integer, Long> open = new HashMap<>();
    Set<String> claimIds = new HashSet<>();
    for (long id = FIRST; id < FIRST + NUMBERS; id++) {
      var found = rows.invoice(id);
      if (found.isEmpty()) {
        assertThat(rows.claims(id)).as("seed %d", seed).isEmpty();
        continue;
      }
      InvoiceRow invoice = found.get();
      long reserved = 0;
      long committed = 0;
      long reimbursed = 0;
      long returned = 0;
      Set<String> benefits = new HashSet<>();
      for (LedgerRows.Claim claim : rows.claims(id)) {
        reserved += claim.row().reservedFen();
        committed += claim.row().committedFen();
        reimbursed += claim.row().reimbursedFen();
        returned += claim.row().returnedFen();
        assertThat(claimIds.add(claim.payer() + "/" + claim.claimId()))
            .as("a claim id is on one invoice only, seed %d", seed)
            .isTrue();
        ClaimState state = claim.row().state();
        if (state == ClaimState.RESERVED || state == ClaimState.COMMITTED) {
          open.merge(claim.payer(), 1L, Long::sum);
        }
        if (state.liveOrSettled()) {
          assertThat(benefits.add(claim.payer() + "/" + claim.row().benefit()))
              .as("one live or settled claim per benefit, seed %d", seed)
              .isTrue();
        }
      }
      assertThat(reserved + committed + reimbursed)
          .as("seed %d", seed)
          .isLessThanOrEqualTo(invoice.claimableFen());
      assertThat(List.of(reserved, committed, reimbursed, returned))
          .as("sums of the invoice's row, seed %d", seed)
          .containsExactly(
              invoice.reservedFen(),
              invoice.committedFen(),
              invoice.reimbursedFen(),
              invoice.returnedFen());
    }
    for (int payer : new int[] {2, 3, 6}) {
      assertThat(rows.openReservations(payer))
          .as("seed %d", seed)
          .isEqualTo(open.getOrDefault(payer, 0L));
    }
  }

  private static void assertIssuedOnce(SimulatedLedger ledger, long seed) {
    Set<Long> issued = new HashSet<>();
    for (ExecutedBlock block : ledger.blocks()) {
      for (byte[] bytes : block.leaves()) {
        LeafV1 leaf = LeafV1.decode(bytes);
        if (leaf.type() == 2
            && leaf.outcome() == 0
            && Operation.decode(2, leaf.operation()) instanceof IssueInvoice issue) {
          assertThat(issued.add(issue.invoiceId())).as("seed %d", seed).isTrue();
        }
      }
    }
  }

  private static void assertReplayIsEqual(SimulatedLedger ledger, List<Ordered> order, long seed) {
    var replay = new SimulatedLedger(GENESIS);
    for (Ordered round : order) {
      replay
          .pass(round.millisBefore())
          .round(round.transactions().toArray(SignedTransaction[]::new));
    }
    assertThat(replay.head()).as("seed %d", seed).isEqualTo(ledger.head());
    assertThat(replay.blocks().stream().map(ExecutedBlock::header))
        .as("seed %d", seed)
        .containsExactlyElementsOf(ledger.blocks().stream().map(ExecutedBlock::header).toList());
  }
}
