package org.yipiao.ledger.contract.rules;

import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.contract.state.BlockState;
import org.yipiao.ledger.contract.state.ClaimState;
import org.yipiao.ledger.contract.state.InvoiceRow;
import org.yipiao.ledger.contract.state.InvoiceStatus;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.contract.state.TreeLedgerState;
import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisLimits;
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
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;

/** A ledger brought into a situation by operations alone, on which anything is tried and undone. */
final class SituationLedger {

  static final Genesis GENESIS = SeededConsortium.genesis(GenesisLimits.DEFAULT, 2);

  /** Of a claim that is asked for and not there, and of one that is new. */
  static final int NO_CLAIM = 99;

  private static final long NUMBER = 110_601_260_000_000_001L;
  private static final long SPARE = NUMBER + 1;
  private static final long OTHERS_SPARE = NUMBER + 1_000;
  private static final Digest EVIDENCE = Digest.sha256(new byte[] {1});
  private static final long SECOND = 1_000_000_000L;
  private static final long AMOUNT = 100;

  private final Contract contract;
  private final BlockState block = new BlockState(new TreeLedgerState());
  private final WritableRows rows = new WritableRows(block);
  private long nanos = GENESIS.timeNanos();
  private int returns;

  /** What came of an act. */
  record Result(@Nullable Outcome outcome, Snapshot before, Snapshot after, boolean wrote) {}

  SituationLedger(Situation situation, int contractVersion) {
    this.contract = Contract.of(contractVersion, GENESIS);
    must(Caller.REGULATOR, new AllocateNumbers(4, "gateway-1", NUMBER, 100));
    must(Caller.REGULATOR, new AllocateNumbers(5, "gateway-1", OTHERS_SPARE, 100));
    must(Caller.ISSUER, issue(SPARE));
    must(Caller.OTHER_HOSPITAL, issue(OTHERS_SPARE));
    InvoiceStatus status = situation.status();
    if (status == InvoiceStatus.RED) {
      must(Caller.ISSUER, issue(SPARE + 1));
      must(Caller.ISSUER, reverse(SPARE + 1, NUMBER));
    } else if (status != null) {
      must(Caller.ISSUER, issue(NUMBER));
      if (situation.paperOut()) {
        must(Caller.ISSUER, new MarkPaperPrinted(NUMBER, EVIDENCE));
      }
      claim(situation);
    }
    if (status == InvoiceStatus.REVERSED) {
      must(Caller.ISSUER, reverse(NUMBER, SPARE + 2));
    }
  }

  private void claim(Situation situation) {
    if (situation.claims().contains(ClaimState.EXPIRED)) {
      int number = number(ClaimState.EXPIRED);
      must(Caller.CLAIMANT, reserve(number, number, nanos + SECOND, false, medium()));
      nanos += 2 * SECOND;
      contract.sweep(rows, nanos);
    }
    for (ClaimState state : situation.claims()) {
      int number = number(state);
      if (state != ClaimState.EXPIRED) {
        boolean commit = state != ClaimState.RESERVED;
        must(Caller.CLAIMANT, reserve(number, number, later(), commit, medium()));
      }
      switch (state) {
        case RESERVED, COMMITTED, EXPIRED -> {}
        case RELEASED -> must(Caller.CLAIMANT, operation(Act.RELEASE, Caller.CLAIMANT, number));
        case SETTLED -> must(Caller.CLAIMANT, operation(Act.SETTLE, Caller.CLAIMANT, number));
        case RETURNED -> {
          must(Caller.CLAIMANT, operation(Act.SETTLE, Caller.CLAIMANT, number));
          must(Caller.CLAIMANT, operation(Act.RETURN_ALL, Caller.CLAIMANT, number));
        }
      }
    }
  }

  /** The claim that is in a state of the situation. */
  static int number(ClaimState state) {
    return switch (state) {
      case RESERVED -> 1;
      case COMMITTED -> 2;
      case SETTLED -> 3;
      case RELEASED -> 4;
      case EXPIRED -> 5;
      case RETURNED -> 6;
    };
  }

  /**
   * Does something and takes it back.
   *
   * @param claim its number, of those acts that name one
   */
  Result attempt(Act act, Caller caller, int claim) {
    Snapshot before = snapshot();
    int mark = block.mark();
    Outcome outcome = null;
    if (act == Act.EXPIRE) {
      // Rows of their own: what they have swept cannot be taken back.
      contract.sweep(new WritableRows(block), later());
    } else {
      outcome = apply(caller, operation(act, caller, claim));
    }
    var result = new Result(outcome, before, snapshot(), block.mark() != mark);
    block.rollback(mark);
    return result;
  }

  private Operation operation(Act act, Caller caller, int claim) {
    ClaimId id = claimId(claim);
    return switch (act) {
      case ALLOCATE -> new AllocateNumbers(4, "gateway-1", NUMBER, 1);
      case ISSUE -> issue(NUMBER);
      case BECOME_RED -> reverse(caller == Caller.OTHER_HOSPITAL ? OTHERS_SPARE : SPARE, NUMBER);
      case REVERSE -> reverse(NUMBER, (caller == Caller.OTHER_HOSPITAL ? OTHERS_SPARE : SPARE) + 9);
      case PRINT -> new MarkPaperPrinted(NUMBER, EVIDENCE);
      case CANCEL_PAPER -> new CancelPaper(NUMBER);
      case RESERVE_ELECTRONIC -> reserve(NO_CLAIM, NO_CLAIM, later(), false, Medium.ELECTRONIC);
      case RESERVE_PAPER -> reserve(NO_CLAIM, NO_CLAIM, later(), false, Medium.PAPER);
      case ANCHOR -> new AnchorEvidence(EVIDENCE, 1);
      case RESERVE_ITS_ID -> reserve(claim, NO_CLAIM, later(), true, medium());
      case RESERVE_ITS_BENEFIT -> reserve(NO_CLAIM, claim, later(), true, medium());
      case COMMIT -> new CommitReservation(NUMBER, id);
      case SETTLE -> new SettleReimbursement(NUMBER, id, AMOUNT, EVIDENCE);
      case RELEASE -> new ReleaseReimbursement(NUMBER, id, EVIDENCE);
      case RETURN_PART -> back(id, AMOUNT / 2);
      case RETURN_ALL -> back(id, AMOUNT);
      case EXPIRE -> throw new IllegalArgumentException("nobody submits that");
    };
  }

  private static Operation issue(long number) {
    return new IssueInvoice(number, EVIDENCE, 10_000, 10_000);
  }

  private static Operation reverse(long number, long red) {
    return new ReverseInvoice(number, red, EVIDENCE, 1);
  }

  private static Operation reserve(
      int claim, int benefit, long expiryNanos, boolean commit, Medium medium) {
    return new ReserveReimbursement(
        NUMBER,
        claimId(claim),
        AMOUNT,
        Digest.sha256(new byte[] {(byte) benefit}),
        EVIDENCE,
        EVIDENCE,
        expiryNanos,
        commit,
        medium);
  }

  private Operation back(ClaimId claim, long amount) {
    byte[] id = claim.bytes();
    returns++;
    id[15] = (byte) returns;
    return new ReturnReimbursement(NUMBER, claim, ReturnId.of(id), amount, EVIDENCE);
  }

  private static ClaimId claimId(int number) {
    return ClaimId.of(Arrays.copyOf(new byte[] {(byte) number}, 16));
  }

  private Medium medium() {
    return rows.invoice(NUMBER).filter(InvoiceRow::paperOut).isPresent()
        ? Medium.PAPER
        : Medium.ELECTRONIC;
  }

  private long later() {
    return nanos + 3_600 * SECOND;
  }

  private Outcome apply(Caller caller, Operation operation) {
    return contract.apply(rows, caller.member(GENESIS), operation, nanos).outcome();
  }

  private void must(Caller caller, Operation operation) {
    Outcome outcome = apply(caller, operation);
    if (!outcome.applied()) {
      throw new AssertionError(operation + " is refused: " + outcome);
    }
  }

  private Snapshot snapshot() {
    Optional<InvoiceRow> row = rows.invoice(NUMBER);
    var claims = new TreeMap<String, ClaimState>();
    for (LedgerRows.Claim claim : rows.claims(NUMBER)) {
      Caller payer = claim.payer() == 2 ? Caller.CLAIMANT : Caller.OTHER_PAYER;
      claims.put(payer + "/" + claim.claimId().bytes()[0], claim.row().state());
    }
    return new Snapshot(
        row.map(InvoiceRow::status).orElse(null),
        row.filter(InvoiceRow::paperOut).isPresent(),
        claims);
  }
}
