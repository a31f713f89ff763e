package org.yipiao.ledger.contract.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.ledger.protocol.SeededConsortium.AGENCY;
import static org.yipiao.ledger.protocol.SeededConsortium.BUREAU;
import static org.yipiao.ledger.protocol.SeededConsortium.HOSPITAL;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.contract.state.ClaimState;
import org.yipiao.ledger.contract.state.InvoiceRow;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.GenesisLimits;
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
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.platform.id.ClaimId;

/** A ledger on which one invoice is issued, with 1 000 fen to claim, and what is asked of it. */
abstract class LedgerWithAnInvoice {

  static final long FIRST = 110_601_260_000_000_001L;
  static final Digest EVIDENCE = Digest.sha256(new byte[] {1});

  final SimulatedLedger ledger;

  LedgerWithAnInvoice() {
    this(1);
  }

  LedgerWithAnInvoice(int contractVersion) {
    ledger = new SimulatedLedger(SeededConsortium.genesis(GenesisLimits.DEFAULT, contractVersion));
  }

  @BeforeEach
  void allocateAndIssue() {
    expect(BUREAU, allocate(FIRST, 100), Outcome.APPLIED);
    expect(HOSPITAL, issue(FIRST, 1_000, 1_200), Outcome.APPLIED);
  }

  OperationOutcome expect(int member, Operation operation, Outcome outcome) {
    OperationOutcome found = ledger.submitOne(member, operation);
    assertThat(found.outcome()).as(operation.toString()).isEqualTo(outcome);
    return found;
  }

  InvoiceRow invoice() {
    return ledger.rows().invoice(FIRST).orElseThrow();
  }

  ClaimState claimState(int claim) {
    return ledger.rows().claim(FIRST, AGENCY, claim(claim)).orElseThrow().state();
  }

  static Operation allocate(long first, int count) {
    return new AllocateNumbers(HOSPITAL, "gateway-1", first, count);
  }

  static Operation issue(long id, long claimable, long total) {
    return new IssueInvoice(id, EVIDENCE, claimable, total);
  }

  static ClaimId claim(int number) {
    return ClaimId.of(Arrays.copyOf(new byte[] {(byte) number}, 16));
  }

  static Digest benefit(int number) {
    return Digest.sha256(new byte[] {(byte) number});
  }

  Operation reserve(int claim, int benefit, long amount, boolean commit) {
    return reserveOn(FIRST, claim, benefit, amount, commit);
  }

  Operation reserveOn(long invoice, int claim, int benefit, long amount, boolean commit) {
    return new ReserveReimbursement(
        invoice,
        claim(claim),
        amount,
        benefit(benefit),
        EVIDENCE,
        EVIDENCE,
        EpochNanos.of(ledger.now().plus(Duration.ofHours(20))),
        commit,
        Medium.ELECTRONIC);
  }

  static Operation reserveUntil(int claim, Instant expiry) {
    return new ReserveReimbursement(
        FIRST,
        claim(claim),
        100,
        benefit(claim),
        EVIDENCE,
        EVIDENCE,
        EpochNanos.of(expiry),
        false,
        Medium.ELECTRONIC);
  }

  static Operation commit(int claim) {
    return new CommitReservation(FIRST, claim(claim));
  }

  static Operation settle(int claim, long amount) {
    return new SettleReimbursement(FIRST, claim(claim), amount, EVIDENCE);
  }

  static Operation release(int claim) {
    return new ReleaseReimbursement(FIRST, claim(claim), EVIDENCE);
  }

  static Operation back(int claim, int returnNumber, long amount) {
    return new ReturnReimbursement(FIRST, claim(claim), returnId(returnNumber), amount, EVIDENCE);
  }

  static ReturnId returnId(int number) {
    return ReturnId.of(Arrays.copyOf(new byte[] {(byte) number}, 16));
  }
}
