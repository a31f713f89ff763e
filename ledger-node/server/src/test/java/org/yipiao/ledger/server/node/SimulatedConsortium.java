package org.yipiao.ledger.server.node;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.development.DevelopmentConsortium;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.ordering.simulated.SimulatedNetwork;
import org.yipiao.ledger.server.ordering.simulated.SimulatedOrderingEngine;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.transfer.AskedPeers;
import org.yipiao.ledger.server.transfer.Peer;
import org.yipiao.platform.id.InvoiceId;

/**
 * Four nodes on the simulated engine in virtual time, whose disks are in memory. The network's
 * weather and the ids of transactions are of the seed, the keys are not.
 */
public final class SimulatedConsortium {

  static final long FIRST = InvoiceId.parse("110601260000000001").value();

  /** One that the order reaches, but whom the genesis does not know; it runs once it is let in. */
  static final int GUEST = 70;

  private static final Duration STEP = Duration.ofMillis(40);

  private final Genesis genesis;
  private final TrustRoot trust;
  private final SimulatedNetwork network;
  private final SimulatedMembers members;
  private final Map<Integer, MemoryStore> disks = new LinkedHashMap<>();
  private final Map<Integer, LedgerNode> nodes = new LinkedHashMap<>();
  private final Map<Integer, SimulatedOrderingEngine> engines = new LinkedHashMap<>();
  private final TamperedTalk talk = new TamperedTalk(nodes);

  /**
   * Founds it and starts all four.
   *
   * @param directory gets the keys, in a folder named after the seed
   */
  public SimulatedConsortium(Path directory, long seed, SimulatedConditions conditions)
      throws IOException {
    this(directory, seed, conditions, 1);
  }

  /** One whose genesis names another version of the contract. */
  public SimulatedConsortium(
      Path directory, long seed, SimulatedConditions conditions, int contractVersion)
      throws IOException {
    this(directory, seed, conditions, contractVersion, DevelopmentConsortium.Choices.FIRST);
  }

  /** One with further choices of its founding. */
  public SimulatedConsortium(
      Path directory,
      long seed,
      SimulatedConditions conditions,
      int contractVersion,
      DevelopmentConsortium.Choices choices)
      throws IOException {
    var files =
        DevelopmentConsortium.found(
            directory.resolve("consortium-" + seed),
            "127.0.0.1",
            List.of(1001, 1002, 1003, 1004),
            Instant.parse("2025-12-31T00:00:00Z"),
            choices);
    this.genesis = under(contractVersion, files.genesis());
    this.trust = files.trust();
    this.network = new SimulatedNetwork(seed, List.of(1, 2, 3, 4), conditions);
    this.members = new SimulatedMembers(files, genesis, network.clock(), seed);
    for (int member = 1; member <= 4; member++) {
      disks.put(member, new MemoryStore());
      start(member);
    }
  }

  /** One in calm conditions whose nodes have numbers and, after them, that many final blocks. */
  public static SimulatedConsortium withBlocks(Path directory, int count)
      throws IOException, InterruptedException {
    var consortium = new SimulatedConsortium(directory, 47, SimulatedConditions.calm());
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    consortium.makeBlocks(0, count);
    return consortium;
  }

  private static Genesis under(int contractVersion, Genesis first) {
    return new Genesis(
        first.origin(),
        first.time(),
        first.suite(),
        contractVersion,
        first.limits(),
        first.members());
  }

  public void start(int member) throws IOException {
    var engine = network.engine(member);
    List<Peer> peers = new ArrayList<>();
    for (int other : network.validators()) {
      if (other != member) {
        peers.add(new PeerInMemory(talk, other));
      }
    }
    var node =
        new LedgerNode(
            genesis,
            member,
            members.keys(member),
            disk(member),
            new LyingEngine(engine, payload -> talk.said(member, payload), network),
            AskedPeers.of(peers, network::nanos),
            network.clock());
    nodes.put(member, node);
    engines.put(member, engine);
    node.listen();
  }

  /** The power goes: what was not synced is lost. The engine's own disk keeps its promise. */
  public void crash(int member) {
    nodes.remove(member);
    network.crash(member);
    disks.put(member, disk(member).afterPowerLoss());
  }

  void wipe(int member) {
    disks.put(member, new MemoryStore());
  }

  /** Its node sets the damaged store aside and takes over what it can, as at a start. */
  void heal(int member) {
    var empty = new MemoryStore();
    empty.write(new Salvage(genesis, member).of(disk(member)), Durability.SYNCED);
    disks.put(member, empty);
  }

  /** Another disk is put in. */
  void restore(int member, MemoryStore disk) {
    disks.put(member, disk);
  }

  MemoryStore disk(int member) {
    return Objects.requireNonNull(disks.get(member));
  }

  boolean runs(int member) {
    return nodes.containsKey(member);
  }

  /** A validator's node, if it runs. */
  public Optional<LedgerNode> running(int member) {
    return talk.running(member);
  }

  public LedgerNode node(int member) {
    return Objects.requireNonNull(nodes.get(member));
  }

  Genesis genesis() {
    return genesis;
  }

  public TrustRoot trust() {
    return trust;
  }

  /** Gives the guest an empty disk and starts its node. */
  void letIn() throws IOException {
    network.enlist(GUEST);
    disks.put(GUEST, new MemoryStore());
    start(GUEST);
  }

  public SimulatedNetwork network() {
    return network;
  }

  /** Who signs. */
  SimulatedMembers members() {
    return members;
  }

  /** See {@link SimulatedMembers#sign}. */
  SignedTransaction sign(DevelopmentMember member, List<? extends Operation> operations)
      throws IOException {
    return members.sign(member, operations);
  }

  /** What the nodes say to each other past their engines. */
  TamperedTalk talk() {
    return talk;
  }

  /** See {@link TamperedTalk#peersAnswer}. */
  void peersAnswer(boolean answer) {
    talk.peersAnswer(answer);
  }

  /** See {@link TamperedTalk#corrupt}. */
  void corrupt(int member, Lie lie) {
    talk.corrupt(member, lie);
  }

  /** Lets time pass; a node whose disk fails crashes. */
  public void run(Duration time) throws InterruptedException {
    for (long passed = 0; passed < time.toMillis(); passed += STEP.toMillis()) {
      synchronized (network) {
        step(passed % 200 == 0);
      }
    }
  }

  private void step(boolean keepHouse) throws InterruptedException {
    network.advance(STEP);
    for (int member : List.copyOf(nodes.keySet())) {
      if (engine(member).failure().isPresent()) {
        crash(member);
        continue;
      }
      try {
        var node = node(member);
        while (node.work(Duration.ZERO)) {
          Thread.onSpinWait();
        }
        node.cosign();
        if (keepHouse) {
          node.keepHouse();
        }
      } catch (StoreFailure e) {
        crash(member);
      }
    }
  }

  /** The bureau gives the first hospital its numbers; time passes until they are executed. */
  public SignedTransaction allocate(int through) throws IOException, InterruptedException {
    var allocation =
        sign(DevelopmentMember.BUREAU, List.of(new AllocateNumbers(4, "one", FIRST, 1_000)));
    submit(through, allocation);
    run(Duration.ofSeconds(1));
    return allocation;
  }

  /** The first hospital issues the invoice that is that far into its numbers. */
  public SignedTransaction issue(int offset, int through) throws IOException {
    var transaction = invoice(offset);
    submit(through, transaction);
    return transaction;
  }

  /** Issues invoices from that offset on, each in a block of its own; all become final. */
  public void makeBlocks(int from, int count) throws IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      issue(from + i, 2);
      run(Duration.ofMillis(400));
    }
    run(Duration.ofSeconds(4));
  }

  /** A validator orders bytes as if they were a transaction. */
  void order(int through, byte[] bytes) {
    synchronized (network) {
      engine(through).submit(new Payload.Transaction(bytes).encode());
    }
  }

  /** The transaction by which the first hospital would issue that invoice. */
  public SignedTransaction invoice(int offset) throws IOException {
    var invoice =
        new IssueInvoice(FIRST + offset, Digest.sha256(new byte[] {(byte) offset}), 1_000, 2_000);
    return sign(DevelopmentMember.HOSPITAL_ONE, List.of(invoice));
  }

  void submit(int through, SignedTransaction transaction) {
    order(through, transaction.bytes());
  }

  SimulatedOrderingEngine engine(int member) {
    return Objects.requireNonNull(engines.get(member));
  }
}
