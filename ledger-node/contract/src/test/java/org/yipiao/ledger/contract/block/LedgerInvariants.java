package org.yipiao.ledger.contract.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.contract.state.ClaimState;
import org.yipiao.ledger.contract.state.Counterpart;
import org.yipiao.ledger.contract.state.InvoiceRow;
import org.yipiao.ledger.contract.state.InvoiceStatus;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.CancelPaper;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.MarkPaperPrinted;
import org.yipiao.ledger.protocol.operation.Medium;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.ReverseInvoice;

/** What holds after every block, whatever was ordered, and of the log as a whole. */
final class LedgerInvariants {

  private final long seed;

  LedgerInvariants(long seed) {
    this.seed = seed;
  }

  void holdOf(LedgerRows rows) {
    Map<Integer, Long> open = new HashMap<>();
    Set<String> claimIds = new HashSet<>();
    for (long id = RandomLife.FIRST; id < RandomLife.FIRST + RandomLife.NUMBERS; id++) {
      Optional<InvoiceRow> found = rows.invoice(id);
      if (found.isEmpty()) {
        assertThat(rows.claims(id)).as("seed %d", seed).isEmpty();
        continue;
      }
      sums(id, rows, found.get());
      claims(id, rows, open, claimIds);
      status(id, rows, found.get());
    }
    for (int payer : new int[] {2, 3, 6}) {
      assertThat(rows.openReservations(payer))
          .as("seed %d", seed)
          .isEqualTo(open.getOrDefault(payer, 0L));
    }
  }

  private void sums(long id, LedgerRows rows, InvoiceRow invoice) {
    long reserved = 0;
    long committed = 0;
    long reimbursed = 0;
    long returned = 0;
    for (LedgerRows.Claim claim : rows.claims(id)) {
      reserved += claim.row().reservedFen();
      committed += claim.row().committedFen();
      reimbursed += claim.row().reimbursedFen();
      returned += claim.row().returnedFen();
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

  private void claims(long id, LedgerRows rows, Map<Integer, Long> open, Set<String> claimIds) {
    Set<String> benefits = new HashSet<>();
    for (LedgerRows.Claim claim : rows.claims(id)) {
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
  }

  private void status(long id, LedgerRows rows, InvoiceRow invoice) {
    Counterpart other = invoice.counterpart();
    assertThat(other == null)
        .as("seed %d", seed)
        .isEqualTo(invoice.status() == InvoiceStatus.ISSUED);
    if (other == null) {
      return;
    }
    assertThat(invoice.boundFen()).as("nothing is held, seed %d", seed).isZero();
    assertThat(invoice.remainingFen()).as("nothing is left, seed %d", seed).isZero();
    assertThat(invoice.paperOut()).as("seed %d", seed).isFalse();
    assertThat(rows.claims(id))
        .as("no claim is live or settled, seed %d", seed)
        .noneMatch(claim -> claim.row().state().liveOrSettled());
    boolean red = invoice.status() == InvoiceStatus.RED;
    if (red) {
      assertThat(invoice.claimableFen()).as("seed %d", seed).isZero();
      assertThat(rows.claims(id)).as("a red one is never claimed, seed %d", seed).isEmpty();
    }
    InvoiceRow twin = rows.invoice(other.invoiceId()).orElseThrow();
    assertThat(twin.status())
        .as("seed %d", seed)
        .isEqualTo(red ? InvoiceStatus.REVERSED : InvoiceStatus.RED);
    assertThat(twin.counterpart())
        .as("each names the other, seed %d", seed)
        .isEqualTo(new Counterpart(id, invoice.commitment()));
    assertThat(List.of(twin.hospital(), twin.totalFen(), twin.commitment()))
        .as("seed %d", seed)
        .containsExactly(invoice.hospital(), invoice.totalFen(), other.commitment());
  }

  /**
   * Of the whole log: a number is used once, by an issue or as a red one; nothing is reserved of
   * one that is red or after it was reversed; the medium is that which is out.
   *
   * @return how often each type was applied
   */
  Map<OperationType, Integer> holdOf(SimulatedLedger ledger) {
    var told = new Told();
    for (ExecutedBlock block : ledger.blocks()) {
      for (byte[] bytes : block.leaves()) {
        LeafV1 leaf = LeafV1.decode(bytes);
        OperationType type = OperationType.of(leaf.type()).orElseThrow();
        if (leaf.outcome() == 0 && type.submittable()) {
          told.applied.merge(type, 1, Integer::sum);
          told.leaf(Operation.decode(leaf.type(), leaf.operation()));
        }
      }
    }
    return told.applied;
  }

  /** What the leaves alone tell. */
  private final class Told {

    private final Map<OperationType, Integer> applied = new HashMap<>();
    private final Set<Long> used = new HashSet<>();
    private final Set<Long> claimable = new HashSet<>();
    private final Set<Long> paper = new HashSet<>();

    private void leaf(Operation operation) {
      switch (operation) {
        case IssueInvoice issue -> {
          use(issue.invoiceId());
          claimable.add(issue.invoiceId());
        }
        case ReverseInvoice reverse -> {
          use(reverse.redInvoiceId());
          assertThat(claimable.remove(reverse.invoiceId()))
              .as("reversed once, seed %d", seed)
              .isTrue();
          assertThat(paper).as("seed %d", seed).doesNotContain(reverse.invoiceId());
        }
        case MarkPaperPrinted print ->
            assertThat(paper.add(print.invoiceId())).as("seed %d", seed).isTrue();
        case CancelPaper cancel ->
            assertThat(paper.remove(cancel.invoiceId())).as("seed %d", seed).isTrue();
        case ReserveReimbursement reserve -> {
          assertThat(claimable).as("seed %d", seed).contains(reserve.invoiceId());
          assertThat(reserve.medium() == Medium.PAPER)
              .as("seed %d", seed)
              .isEqualTo(paper.contains(reserve.invoiceId()));
        }
        case Operation _ -> {}
      }
    }

    private void use(long number) {
      assertThat(used.add(number)).as("a number is used once, seed %d", seed).isTrue();
    }
  }
}
