package org.yipiao.ledger.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.yipiao.ledger.contract.block.BlockBoundary;
import org.yipiao.ledger.contract.block.BlockExecution;
import org.yipiao.ledger.contract.block.ExecutedBlock;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.contract.block.TransactionResult;
import org.yipiao.ledger.contract.rules.OperationOutcome;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.contract.state.TreeLedgerState;
import org.yipiao.ledger.contract.state.map.TreeNodes;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionAuthority;
import org.yipiao.ledger.protocol.transaction.TransactionCheck;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.transaction.VerifiedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;

/** One replica in memory: rounds in, blocks out, by the same code that a node runs. */
public final class SimulatedLedger {

  private final Genesis genesis;
  private final TransactionAuthority authority;
  private final TreeLedgerState state = new TreeLedgerState();
  private final TreeNodes nodes = new TreeNodes();
  private final List<ExecutedBlock> blocks = new ArrayList<>();
  private LedgerHead head = LedgerHead.BEFORE_GENESIS;
  private BlockExecution execution;
  private long round;
  private long nanos;
  private long nextId;

  public SimulatedLedger(Genesis genesis) {
    this.genesis = genesis;
    this.authority = new TransactionAuthority(genesis);
    this.nanos = genesis.timeNanos();
    ExecutedBlock first = BlockExecution.genesisBlock(genesis, state);
    this.execution = keep(first);
  }

  /** Lets consensus time pass; the next round has it. */
  public SimulatedLedger pass(long millis) {
    nanos += millis * 1_000_000;
    return this;
  }

  /** Consensus time so many seconds from now. */
  public long nanosAhead(long seconds) {
    return nanos + seconds * 1_000_000_000;
  }

  public Instant now() {
    return EpochNanos.toInstant(nanos);
  }

  /** Orders a round with these transactions at the current time. */
  public List<TransactionResult> round(SignedTransaction... transactions) {
    round++;
    var results = new ArrayList<TransactionResult>();
    for (SignedTransaction transaction : transactions) {
      results.add(execution.execute(verified(transaction), nanos));
    }
    if (BlockBoundary.closes(genesis.limits(), head.timeNanos(), nanos, execution.pending(nanos))) {
      ExecutedBlock block = execution.close(round, nanos, orderHash());
      execution = keep(block);
    }
    return results;
  }

  private BlockExecution keep(ExecutedBlock block) {
    state.apply(block.changes());
    nodes.apply(block.nodes());
    head = block.head();
    blocks.add(block);
    return BlockExecution.begin(genesis, state, nodes, head);
  }

  private VerifiedTransaction verified(SignedTransaction transaction) {
    TransactionCheck check = authority.where(execution.members()).check(transaction.bytes());
    if (check instanceof VerifiedTransaction verified) {
      return verified;
    }
    throw new AssertionError(check);
  }

  private Digest orderHash() {
    return Digest.sha256(new byte[] {(byte) round});
  }

  /** A transaction of these operations under a new id that expires in an hour. */
  public SignedTransaction signed(int member, boolean allOrNothing, Operation... operations) {
    return SeededConsortium.transaction(
        genesis, member, newId(), now().plusSeconds(3_600), allOrNothing, List.of(operations));
  }

  public TransactionId newId() {
    nextId++;
    return new TransactionId(String.format(Locale.ROOT, "%032x", nextId));
  }

  /** Submits operations together, 100 ms after what was before, and gives their outcomes. */
  public List<OperationOutcome> submit(int member, Operation... operations) {
    return pass(100).executed(signed(member, false, operations));
  }

  /** Submits a transaction, 100 ms after what was before, and gives its outcomes. */
  public List<OperationOutcome> submit(SignedTransaction transaction) {
    return pass(100).executed(transaction);
  }

  private List<OperationOutcome> executed(SignedTransaction transaction) {
    TransactionResult result = round(transaction).getFirst();
    if (result instanceof TransactionResult.Executed executed) {
      return executed.outcomes();
    }
    throw new AssertionError(result);
  }

  /** What members are told of a transaction with that one operation before it is ordered. */
  public TransactionCheck check(int member, Operation operation) {
    return check(signed(member, false, operation));
  }

  /** What members are told of a transaction before it is ordered. */
  public TransactionCheck check(SignedTransaction transaction) {
    return authority.where(execution.members()).check(transaction.bytes());
  }

  /** Submits one operation. */
  public OperationOutcome submitOne(int member, Operation operation) {
    return submit(member, operation).getFirst();
  }

  public LedgerRows rows() {
    return new LedgerRows(state);
  }

  public Genesis genesis() {
    return genesis;
  }

  public LedgerHead head() {
    return head;
  }

  public List<ExecutedBlock> blocks() {
    return List.copyOf(blocks);
  }

  public ExecutedBlock lastBlock() {
    return blocks.getLast();
  }

  public TreeLedgerState state() {
    return state;
  }

  public TreeNodes nodes() {
    return nodes;
  }
}
