package org.yipiao.ledger.server.node;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.development.DevelopmentConsortium;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.ordering.simulated.SimulatedNetwork;
import org.yipiao.ledger.server.ordering.simulated.SimulatedOrderingEngine;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.transfer.Peer;

/** Four nodes on the simulated engine in virtual time, whose disks are in memory. */
final class SimulatedConsortium {

  private final DevelopmentConsortium files;
  private final Genesis genesis;
  private final TrustRoot trust;
  private final SimulatedNetwork network;
  private final Map<Integer, MemoryStore> disks = new LinkedHashMap<>();
  private final Map<Integer, LedgerNode> nodes = new LinkedHashMap<>();
  private final Map<Integer, SimulatedOrderingEngine> engines = new LinkedHashMap<>();
  private final Map<Integer, UnaryOperator<RoundPage>> lies = new LinkedHashMap<>();
  private boolean peersAnswer = true;

  SimulatedConsortium(Path directory, long seed, SimulatedConditions conditions)
      throws IOException {
    this.files =
        DevelopmentConsortium.found(
            directory.resolve("consortium-" + seed),
            "127.0.0.1",
            List.of(1001, 1002, 1003, 1004),
            Instant.parse("2025-12-31T00:00:00Z"));
    this.genesis = files.genesis();
    this.trust = files.trust();
    this.network = new SimulatedNetwork(seed, List.of(1, 2, 3, 4), conditions);
    for (int member = 1; member <= 4; member++) {
      disks.put(member, new MemoryStore());
      start(member);
    }
  }

  void start(int member) throws IOException {
    var engine = network.engine(member);
    List<Peer> peers = new ArrayList<>();
    for (int other = 1; other <= 4; other++) {
      if (other != member) {
        peers.add(new PeerInMemory(other));
      }
    }
    var node =
        new LedgerNode(
            genesis, trust, member, keys(member), disk(member), engine, peers, network.clock());
    nodes.put(member, node);
    engines.put(member, engine);
    node.listen();
  }

  /** The power goes: what was not synced is lost. The engine's own disk keeps its promise. */
  void crash(int member) {
    nodes.remove(member);
    network.crash(member);
    disks.put(member, disk(member).afterPowerLoss());
  }

  void wipe(int member) {
    disks.put(member, new MemoryStore());
  }

  MemoryStore disk(int member) {
    return Objects.requireNonNull(disks.get(member));
  }

  boolean runs(int member) {
    return nodes.containsKey(member);
  }

  LedgerNode node(int member) {
    return Objects.requireNonNull(nodes.get(member));
  }

  Genesis genesis() {
    return genesis;
  }

  NodeKeys keys(int member) throws IOException {
    return NodeKeys.load(files.keys(development(member)), genesis, member);
  }

  SimulatedNetwork network() {
    return network;
  }

  /** Lets time pass; a node whose disk fails crashes. */
  void run(Duration time) throws InterruptedException {
    for (long passed = 0; passed < time.toMillis(); passed += 40) {
      network.advance(Duration.ofMillis(40));
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
          if (passed % 200 == 0) {
            node.keepHouse();
          }
        } catch (StoreFailure e) {
          crash(member);
        }
      }
    }
  }

  SignedTransaction sign(DevelopmentMember member, List<? extends Operation> operations)
      throws IOException {
    var key = KeyFiles.load(files.transactionKey(member));
    return SignedTransaction.sign(
        genesis.ledgerId(),
        member.number().value(),
        KeyId.of(key.certificate().getPublicKey()),
        TransactionId.random(new SecureRandom()),
        network.clock().instant().plusSeconds(600),
        false,
        operations,
        SignatureSuite.intl().signer(key.privateKey()));
  }

  void submit(int through, SignedTransaction transaction) {
    engine(through).submit(new Payload.Transaction(transaction.bytes()).encode());
  }

  private SimulatedOrderingEngine engine(int member) {
    return Objects.requireNonNull(engines.get(member));
  }

  private static DevelopmentMember development(int member) {
    return Arrays.stream(DevelopmentMember.values())
        .filter(one -> one.number().value() == member)
        .findFirst()
        .orElseThrow();
  }

  /** Nobody reaches anybody but through the engines, until told otherwise. */
  void peersAnswer(boolean answer) {
    peersAnswer = answer;
  }

  /** What a validator tells of its rounds from now on. */
  void lies(int member, UnaryOperator<RoundPage> lie) {
    lies.put(member, lie);
  }

  private final class PeerInMemory implements Peer {
    private final int member;

    PeerInMemory(int member) {
      this.member = member;
    }

    @Override
    public String name() {
      return "member " + member;
    }

    @Override
    public Optional<BlockPage> blocks(long fromHeight, int limit) {
      var node = nodes.get(member);
      if (node == null || !peersAnswer) {
        return Optional.empty();
      }
      var chain = node.chain();
      long end = chain.finalCheckpoint().map(last -> last.height() + 1).orElse(0L);
      var base64 = Base64.getEncoder();
      List<BlockPage.BlockView> views = new ArrayList<>();
      for (var entry : chain.blocks(fromHeight, Math.max(fromHeight, end), limit)) {
        var block = StoredBlock.decode(entry.value());
        var checkpoint = chain.checkpointCovering(block.size()).orElseThrow();
        views.add(
            new BlockPage.BlockView(
                block.height(),
                base64.encodeToString(entry.value()),
                checkpoint.note(),
                chain.log().consistencyProof(block.size(), checkpoint.size()).path().stream()
                    .map(hash -> base64.encodeToString(hash.bytes()))
                    .toList()));
      }
      return Optional.of(new BlockPage(views));
    }

    @Override
    public Optional<RoundPage> rounds(long upTo, int limit) {
      var node = nodes.get(member);
      if (node == null || !peersAnswer) {
        return Optional.empty();
      }
      var page =
          new RoundPage(
              node.rounds().before(upTo, limit).stream()
                  .map(round -> Base64.getEncoder().encodeToString(round.encode()))
                  .toList());
      return Optional.of(lies.getOrDefault(member, UnaryOperator.identity()).apply(page));
    }

    @Override
    public Optional<String> checkpoint() {
      return Optional.ofNullable(nodes.get(member))
          .flatMap(node -> node.chain().finalCheckpoint())
          .map(last -> last.note());
    }
  }
}
