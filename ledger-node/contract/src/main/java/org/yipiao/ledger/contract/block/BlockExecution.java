package org.yipiao.ledger.contract.block;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.yipiao.ledger.contract.rules.Contract;
import org.yipiao.ledger.contract.rules.Members;
import org.yipiao.ledger.contract.rules.MembershipRules;
import org.yipiao.ledger.contract.rules.OperationOutcome;
import org.yipiao.ledger.contract.state.BlockState;
import org.yipiao.ledger.contract.state.LedgerState;
import org.yipiao.ledger.contract.state.TransactionRow;
import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.contract.state.map.NodeReader;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.CompactRange;
import org.yipiao.ledger.protocol.log.GenesisRecord;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.membership.MemberDirectory;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.outcome.OutcomeDetail;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionHeader;
import org.yipiao.ledger.protocol.transaction.VerifiedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * The block in progress: takes ordered transactions one by one, each with its round's consensus
 * time, and closes into leaves, header, changes of rows and the next head. A pure function of the
 * genesis, the committed state and head, and the order; nothing is written. Not thread-safe, used
 * for one block.
 */
public final class BlockExecution {

  private final Genesis genesis;
  private final LedgerHead head;
  private final MembershipRules membership;
  private final Contract contract;
  private final BlockState state;
  private final WritableRows rows;
  private final StateRoots roots;
  private final long longestExpiryNanos;
  private final List<byte[]> leaves = new ArrayList<>();
  private final List<ExecutedBlock.Subtree> subtrees = new ArrayList<>();
  private CompactRange tree;
  private boolean expiredToReport;
  private boolean closed;

  private BlockExecution(
      Genesis genesis, LedgerState committed, NodeReader nodes, LedgerHead head) {
    this.genesis = genesis;
    this.head = head;
    this.roots = new StateRoots(committed, nodes, head.stateRoot());
    this.state = new BlockState(committed);
    this.rows = new WritableRows(state, head.timeNanos());
    this.membership = new MembershipRules(genesis);
    this.contract = Contract.of(version(), genesis);
    this.longestExpiryNanos = genesis.limits().transactionExpiry().toNanos();
    this.tree = head.tree();
  }

  /** The contract's version of this block, which may be the first of the next version. */
  private int version() {
    if (head.height() < 0) {
      return genesis.contractVersion();
    }
    rows.activation()
        .filter(next -> next.atHeight() <= head.height() + 1)
        .ifPresent(next -> {
          rows.putContractVersion(next.version());
          rows.deleteActivation();
        });
    return rows.contractVersion();
  }

  /**
   * Begins the block after {@code head}.
   *
   * @param committed the rows as of {@code head}; read until the block is closed
   * @param nodes of the map over them
   */
  public static BlockExecution begin(
      Genesis genesis, LedgerState committed, NodeReader nodes, LedgerHead head) {
    if (head.height() < 0) {
      throw new IllegalArgumentException("the genesis block comes first");
    }
    return new BlockExecution(genesis, committed, nodes, head);
  }

  /**
   * Begins the block after {@code head} where no map is kept: from version 2 of the contract on, it
   * is made of all rows in each block.
   */
  public static BlockExecution begin(Genesis genesis, LedgerState committed, LedgerHead head) {
    return begin(genesis, committed, NodeReader.NONE, head);
  }

  /** Block 0: the leaf with the genesis digest and the header. */
  public static ExecutedBlock genesisBlock(Genesis genesis, LedgerState empty) {
    var block = new BlockExecution(genesis, empty, NodeReader.NONE, LedgerHead.BEFORE_GENESIS);
    block.rows.putContractVersion(genesis.contractVersion());
    block.append(new GenesisRecord(genesis.ledgerId()).toLeaf(genesis.timeNanos()));
    return block.close(0, genesis.timeNanos(), Digest.ZERO);
  }

  /**
   * Executes the next transaction of the order.
   *
   * @param nanos consensus time of its round, never lower than before
   */
  public TransactionResult execute(VerifiedTransaction verified, long nanos) {
    requireOpen();
    SignedTransaction transaction = verified.transaction();
    TransactionHeader header = transaction.header();
    long expiry = header.expiryEpochNanos();
    var duplicate = duplicateOf(transaction);
    if (duplicate.isPresent()) {
      return duplicate.get();
    }
    if (nanos >= expiry) {
      expiredToReport |= expiry > head.timeNanos();
      return new TransactionResult.Expired();
    }
    if (expiry - nanos > longestExpiryNanos) {
      return new TransactionResult.ExpiryTooFar();
    }
    if (known(header).isPresent()) {
      return new TransactionResult.IdReused();
    }
    contract.sweep(rows, nanos);
    GenesisMember member =
        members()
            .member(header.member())
            .orElseThrow(() -> new IllegalStateException("a verified transaction of no member"));
    long firstLeaf = tree.size();
    List<OperationOutcome> outcomes = apply(transaction, member, nanos);
    for (int i = 0; i < outcomes.size(); i++) {
      append(leaf(transaction, i, outcomes.get(i), nanos));
    }
    rows.putTransaction(
        header.member(),
        header.transactionId(),
        new TransactionRow(expiry, transaction.digest(), firstLeaf, outcomes.size()));
    return new TransactionResult.Executed(firstLeaf, outcomes);
  }

  /** Who takes part at this point of the block in progress, and by which rules. */
  public MemberDirectory members() {
    return new Members(genesis, rows);
  }

  /**
   * The first execution of the same bytes, for which they were verified; also within this block.
   */
  public Optional<TransactionResult.Duplicate> duplicateOf(SignedTransaction transaction) {
    return known(transaction.header())
        .filter(first -> first.digest().equals(transaction.digest()))
        .map(first -> new TransactionResult.Duplicate(first.firstLeaf(), first.leaves()));
  }

  /**
   * Whether a transaction that is no duplicate has no effect whatever its signature: its expiry was
   * over with the block before, so that nobody waits for a header past it, or is too far ahead.
   */
  public boolean leavesNothing(SignedTransaction transaction, long nanos) {
    long expiry = transaction.header().expiryEpochNanos();
    return expiry <= head.timeNanos() || expiry - nanos > longestExpiryNanos;
  }

  /** The row of a transaction id, unless its expiry was over with the block before. */
  private Optional<TransactionRow> known(TransactionHeader header) {
    return rows.transaction(header.member(), header.transactionId())
        .filter(row -> row.expiryNanos() > head.timeNanos());
  }

  private List<OperationOutcome> apply(
      SignedTransaction transaction, GenesisMember member, long nanos) {
    int mark = state.mark();
    List<Operation> operations = transaction.operations();
    boolean suspended = members().suspended(member.number().value());
    var outcomes = new ArrayList<OperationOutcome>(operations.size());
    for (Operation operation : operations) {
      OperationOutcome outcome = outcome(operation, member, suspended, nanos);
      if (transaction.header().allOrNothing() && !outcome.applied()) {
        state.rollback(mark);
        return aborted(operations.size(), outcomes.size(), outcome);
      }
      outcomes.add(outcome);
    }
    return outcomes;
  }

  private OperationOutcome outcome(
      Operation operation, GenesisMember member, boolean suspended, long nanos) {
    if (suspended && !MembershipRules.openToSuspended(operation)) {
      return MembershipRules.SUSPENDED;
    }
    return operation instanceof MembershipOperation change
        ? membership.apply(rows, change, head.height() + 1, nanos)
        : contract.apply(rows, member, operation, nanos);
  }

  private static List<OperationOutcome> aborted(int count, int index, OperationOutcome cause) {
    byte[] detail = OutcomeDetail.abortedBy(index, cause.outcome(), cause.detail());
    var outcome = new OperationOutcome(Outcome.ABORTED_BY, detail);
    return Collections.nCopies(count, outcome);
  }

  private static LeafV1 leaf(
      SignedTransaction transaction, int index, OperationOutcome outcome, long nanos) {
    TransactionHeader header = transaction.header();
    return new LeafV1(
        transaction.operations().get(index).type().number(),
        header.member(),
        header.keyId(),
        header.transactionId(),
        index,
        nanos,
        transaction.operationBytes(index),
        outcome.outcome().number(),
        outcome.detail());
  }

  /**
   * Whether something is pending that closes the block at the end of a round with that time: an
   * executed operation, a due reservation, or an expired transaction whose submitter waits for a
   * header past its expiry.
   */
  public boolean pending(long nanos) {
    return !leaves.isEmpty() || expiredToReport || rows.anyNewlyDue(nanos);
  }

  /** Whether anything was executed or is to be reported, whatever the time. */
  public boolean hasWork() {
    return !leaves.isEmpty() || expiredToReport;
  }

  /**
   * Closes the block: sweeps what is due, forgets expired transactions, makes the header.
   *
   * @param round the round that closes it
   * @param nanos that round's consensus time
   * @param orderHash the running order hash at it
   */
  public ExecutedBlock close(long round, long nanos, Digest orderHash) {
    requireOpen();
    closed = true;
    contract.sweep(rows, nanos);
    rows.forgetTransactions(nanos);
    rows.closeEpoch(tree.size() + 2); // the header's leaf is still to come
    var changes = state.changes();
    long height = head.height() + 1;
    var rooted = roots.after(contract.version(), height, changes);
    Digest previousRoot = head.height() < 0 ? Digest.ZERO : head.tree().root();
    var header =
        new BlockHeader(
            height,
            nanos,
            round,
            orderHash,
            contract.version(),
            rooted.root(),
            new Members(genesis, rows).presentEpoch().digest(),
            previousRoot);
    append(header.toLeaf());
    var next = new LedgerHead(height, nanos, round, orderHash, rooted.root(), tree);
    return new ExecutedBlock(
        header, head.tree().size(), leaves, subtrees, changes, rooted.nodes(), next);
  }

  private void append(LeafV1 leaf) {
    byte[] bytes = leaf.encode();
    leaves.add(bytes);
    tree =
        tree.append(
            MerkleTree.leafHash(bytes),
            (level, index, hash) -> subtrees.add(new ExecutedBlock.Subtree(level, index, hash)));
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the block is closed");
    }
  }
}
