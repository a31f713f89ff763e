package org.yipiao.ledger.server.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.protocol.bundle.LedgerProof;
import org.yipiao.ledger.protocol.bundle.LedgerProofVerifier;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.statemap.InvoiceState;
import org.yipiao.ledger.protocol.statemap.StateKeys;
import org.yipiao.ledger.protocol.statemap.StateProofResult;
import org.yipiao.ledger.protocol.statemap.StateProofVerifier;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.ledger.server.lies.Lies;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.simulation.ModelInvoice.Standing;
import org.yipiao.ledger.server.statemap.StateProver;
import org.yipiao.ledger.server.transfer.LyingPeers;
import org.yipiao.platform.id.InvoiceId;

/** Holds every promise against what happens, while it happens and at the end. */
final class Promises {

  private static final int PROOFS = 12;
  private static final BlockHeader NONE =
      new BlockHeader(0, 0, 0, Digest.ZERO, 0, Digest.ZERO, Digest.ZERO, Digest.ZERO);

  private final Cluster cluster;
  private final List<Integer> honest;
  private final Coverage coverage;
  private final Finals finals;
  private final Balances balances;
  private final Acceptances acceptances;
  private final PlantedWords words = new PlantedWords();
  private final Replicas replicas;
  private final Gone gone;
  private final Bundles bundles;
  private BlockHeader header = NONE;

  Promises(Cluster cluster, List<Integer> honest, Finals finals, Coverage coverage) {
    this.cluster = cluster;
    this.honest = honest;
    this.coverage = coverage;
    this.finals = finals;
    this.balances = new Balances(cluster.genesis());
    this.acceptances = new Acceptances(honest);
    this.bundles = new Bundles(finals.trust());
    this.replicas =
        new Replicas(cluster, honest, finals, () -> balances.members().validators(), this::leaf);
    this.gone = new Gone(cluster, honest, finals.trust(), coverage);
  }

  /** Who takes part at the end of the final log. */
  ModelMembers members() {
    return balances.members();
  }

  /** What is trusted by whoever follows the log from its genesis on. */
  Followed trust() {
    return finals.trust();
  }

  Bundles bundles() {
    return bundles;
  }

  Acceptances acceptances() {
    return acceptances;
  }

  /** The header of the last final block. */
  BlockHeader header() {
    return header;
  }

  Replicas replicas() {
    return replicas;
  }

  void memoryLost(int member) {
    finals.memoryLost(member);
    acceptances.memoryLost(member);
  }

  private void leaf(long index, byte[] bytes) {
    LeafV1 leaf = LeafV1.decode(bytes);
    numbersAndSums(leaf);
    words.leaf(index, bytes);
    acceptances.leaf(leaf);
    if (leaf.type() == OperationType.BLOCK_HEADER.number()) {
      header = BlockHeader.of(leaf);
    }
    if (leaf.member() != 0) {
      Outcome outcome = leaf.knownOutcome().orElseThrow();
      coverage.happened(outcome);
      if (outcome.applied()) {
        coverage.happened(OperationType.of(leaf.type()).orElseThrow());
      }
    }
  }

  /** {@link Promise#NUMBERS_ONCE} and {@link Promise#EACH_FEN_ONCE}, by books of its own. */
  private void numbersAndSums(LeafV1 leaf) {
    balances.leaf(leaf);
  }

  /** What is cheap enough to be held against every step. */
  void afterAStep() {
    gone.step();
    replicas.look();
  }

  /** Everything, once all is healed and quiet. */
  void atTheEnd(List<TransactionRef> transactions) {
    replicas.look();
    replicas.atTheEnd();
    acceptances.atTheEnd(replicas.leaves());
    nobodyHonestIsCalledALiar();
    everyProofVerifies(transactions);
    bundles.atTheEnd();
    gone.atTheEnd(replicas.present().getFirst());
    statesAreThoseOfTheBooks();
  }

  private void nobodyHonestIsCalledALiar() {
    for (int member : honest) {
      var lies = cluster.running(member).map(node -> node.lies().counts()).orElse(Map.of());
      for (Map.Entry<Lies.Told, Long> told : lies.entrySet()) {
        LieKind kind = told.getKey().kind();
        if (honest.contains(told.getKey().member())
            && kind != LieKind.UNKNOWN_KEY
            && kind != LieKind.ID_REUSED) {
          throw new BrokenPromise(
              Promise.ONE_LEDGER, "member %d says of an honest one: %s".formatted(member, told));
        }
      }
      cluster.running(member).map(LedgerNode::lyingPeers).ifPresent(this::noHonestPeer);
    }
  }

  private void noHonestPeer(LyingPeers named) {
    for (int peer = 0; peer < named.names().size(); peer++) {
      String name = named.names().get(peer);
      int member = Integer.parseInt(name.substring("member ".length()));
      if (named.count(peer) > 0 && honest.contains(member)) {
        throw new BrokenPromise(Promise.ONE_LEDGER, name + " is said to give false blocks");
      }
    }
  }

  /** {@link Promise#REPLICAS_EQUAL}: what each honest node hands out satisfies a client. */
  private void everyProofVerifies(List<TransactionRef> transactions) {
    var verifier = new LedgerProofVerifier(finals.trust());
    List<Integer> present = replicas.present();
    int step = Math.max(1, transactions.size() / PROOFS);
    for (int i = 0; i < transactions.size(); i += step) {
      int member = present.get(i / step % present.size());
      LedgerClient client = Desk.plainClient(cluster, member);
      if (!(client.awaitFinal(transactions.get(i), Duration.ZERO)
          instanceof Finality.Final proven)) {
        throw new BrokenPromise(
            Promise.REPLICAS_EQUAL,
            "member %d does not prove %s".formatted(member, transactions.get(i)));
      }
      var last = proven.operations().getLast();
      if (!(verifier.verify(last.leafBytes(), last.proofText()) instanceof LedgerProof.Proven)) {
        throw new BrokenPromise(
            Promise.REPLICAS_EQUAL, "a proof of member %d does not verify".formatted(member));
      }
    }
  }

  /** The proven states of invoices are those of the books. */
  private void statesAreThoseOfTheBooks() {
    var numbers = List.copyOf(balances.invoices().keySet());
    List<Integer> present = replicas.present();
    int step = Math.max(1, numbers.size() / PROOFS);
    for (int i = 0; i < numbers.size(); i += step) {
      int member = present.get(i / step % present.size());
      long number = numbers.get(i);
      var expected = java.util.Objects.requireNonNull(balances.invoices().get(number));
      proven(cluster.running(member).orElseThrow(), number, expected);
    }
  }

  private void proven(LedgerNode node, long number, ModelInvoice expected) {
    var proofs = new StateProver(node.chain(), node.progress()::await, Duration.ZERO);
    byte[] key = StateKeys.invoice(new InvoiceId(number));
    StateProver.Answer answer;
    try {
      answer = proofs.prove(key);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    if (answer instanceof StateProver.Answer.NoMap) {
      return;
    }
    if (answer instanceof StateProver.Answer.Proven proven
        && new StateProofVerifier(finals.trust()).verify(key, proven.proof().format())
            instanceof StateProofResult.Present present
        && equal(InvoiceState.decode(present.value()), expected)) {
      return;
    }
    throw new BrokenPromise(
        Promise.REPLICAS_EQUAL, "the state of %d is not proven: %s".formatted(number, answer));
  }

  private static boolean equal(InvoiceState state, ModelInvoice expected) {
    return state.issuer() == expected.hospital
        && state.claimableFen() == expected.claimableFen
        && state.paperOut() == expected.paperOut
        && state.reservedFen() == expected.heldFen(Standing.RESERVED)
        && state.committedFen() == expected.heldFen(Standing.COMMITTED)
        && state.reimbursedFen() == expected.heldFen(Standing.SETTLED);
  }
}
