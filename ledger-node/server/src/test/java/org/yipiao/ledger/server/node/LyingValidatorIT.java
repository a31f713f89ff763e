package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence.Verdict;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.development.DevelopmentConsortium;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.ledger.server.local.LoopbackPorts;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.ordering.RosterChanges;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;
import org.yipiao.ledger.server.ordering.hiero.HieroOrderingEngine;
import org.yipiao.ledger.server.ordering.hiero.HieroSettings;
import org.yipiao.ledger.server.ordering.hiero.ValidatorEndpoint;
import org.yipiao.ledger.server.submission.TransactionKey;

/** One of four validators lies on the real engine. */
class LyingValidatorIT {

  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int LIAR = 3;
  private static final List<Integer> HONEST = List.of(1, 2, 4);

  @TempDir Path directory;
  private final AtomicReference<Function<byte[], List<byte[]>>> said =
      new AtomicReference<>(List::of);
  private final Map<Integer, LedgerNode> nodes = new LinkedHashMap<>();
  private final Map<Integer, OrderingEngine> engines = new LinkedHashMap<>();
  private DevelopmentConsortium consortium;
  private NodeKeys liarsKeys;

  @BeforeEach
  void startAll() throws IOException {
    consortium =
        DevelopmentConsortium.found(
            directory.resolve("consortium"), "127.0.0.1", LoopbackPorts.free(4), Instant.now());
    for (int member = 1; member <= 4; member++) {
      start(member);
    }
    liarsKeys = keys(LIAR);
    await()
        .atMost(LONG)
        .until(() ->
            nodes.values().stream()
                .allMatch(
                    node -> node.status().takesTransactions() && node.chain().finalSize() > 0));
  }

  @AfterEach
  void stopAll() throws InterruptedException {
    List<Thread> closing = new ArrayList<>();
    nodes.values().forEach(node -> closing.add(Thread.ofPlatform().start(node::close)));
    for (Thread thread : closing) {
      thread.join();
    }
  }

  @Test
  void nothingFalseBecomesFinalAndTheLiarIsNamedAndProven() throws Exception {
    makeFinal(0);
    said.set(payload -> cosigned(payload, own -> List.of(falsified(own), own)));
    makeFinal(1);
    awaitNamed(LieKind.CONFLICTING_COSIGNATURES);

    said.set(payload -> cosigned(payload, own -> List.of(falsified(own))));
    makeFinal(2);
    awaitNamed(LieKind.WRONG_ROOT);

    said.set(List::of);
    byte[] forged = allocation(3).bytes();
    forged[forged.length - 1] ^= 1;
    order(new Payload.Transaction(forged).encode());
    order(new Payload.Transaction("none".getBytes(StandardCharsets.UTF_8)).encode());
    order(new byte[] {(byte) 200, 1});
    awaitNamed(LieKind.FORGED_TRANSACTION);
    awaitNamed(LieKind.UNREADABLE_TRANSACTION);
    awaitNamed(LieKind.UNREADABLE_PAYLOAD);

    said.set(payload -> cosigned(payload, _ -> List.of()));
    makeFinal(4);
    makeFinal(5);
    assertEqualAndNobodyElseNamed();
    for (int member : HONEST) {
      assertThat(node(member).cosignatures().withheld(LIAR)).isPositive();
    }
  }

  private void assertEqualAndNobodyElseNamed() throws IOException {
    for (int member : HONEST) {
      var node = node(member);
      assertThat(node.divergence().evidence()).isEmpty();
      var last = node.chain().finalCheckpoint().orElseThrow();
      assertThat(node(1).chain().log().root(last.size())).isEqualTo(last.root());
      assertThat(node.lies().counts().keySet()).allMatch(told -> told.member() == LIAR);
      var pieces = node.evidence().from(0, 0, 100);
      assertThat(pieces).isNotEmpty();
      for (var piece : pieces) {
        assertThat(CosigningEvidence.parse(piece.text()).verify(consortium.trust()))
            .isInstanceOfSatisfying(
                Verdict.Proven.class,
                proven -> assertThat(proven.member()).isEqualTo(development(LIAR).tenant()));
      }
    }
  }

  private void awaitNamed(LieKind kind) {
    for (int member : HONEST) {
      await(member + " names the liar for " + kind)
          .atMost(LONG)
          .until(() -> node(member).lies().count(LIAR, kind) > 0);
    }
  }

  /** Numbers are allocated, and that is final on the three. */
  private void makeFinal(int turn) throws IOException {
    var transaction = allocation(turn);
    assertThat(engine(1).submit(new Payload.Transaction(transaction.bytes()).encode())).isTrue();
    var key = TransactionKey.of(transaction.header());
    for (int member : HONEST) {
      var chain = node(member).chain();
      await("turn " + turn + " is final on " + member)
          .atMost(LONG)
          .until(() ->
              chain
                  .transaction(key)
                  .filter(place -> place.firstLeaf() < chain.finalSize())
                  .isPresent());
    }
  }

  private void order(byte[] payload) {
    assertThat(engine(LIAR).submit(payload)).isTrue();
  }

  private static List<byte[]> cosigned(
      byte[] payload, Function<Cosignature, List<Cosignature>> lie) {
    return Payload.decode(payload).orElse(null) instanceof Payload.Cosigned(var own)
        ? lie.apply(own).stream().map(one -> new Payload.Cosigned(one).encode()).toList()
        : List.of(payload);
  }

  private Cosignature falsified(Cosignature own) {
    var root = Digest.sha256(own.root().bytes());
    var checkpoint = new Checkpoint(node(LIAR).genesis().origin(), own.size(), root);
    var vkey = node(LIAR).validators().key(LIAR, own.size()).orElseThrow();
    byte[] timed =
        liarsKeys.cosigner(vkey).orElseThrow().sign(checkpoint, own.timeSeconds()).signature();
    return new Cosignature(LIAR, own.size(), root, timed);
  }

  private void start(int member) throws IOException {
    var genesis = consortium.genesis();
    List<ValidatorEndpoint> endpoints = new ArrayList<>();
    for (var entry : genesis.validators().entrySet()) {
      int number = entry.getKey().number().value();
      Path file = consortium.keys(development(number)).resolve("engine.p12");
      endpoints.add(
          new ValidatorEndpoint(
              number,
              entry.getValue().gossipHost(),
              entry.getValue().gossipPort(),
              identity(file).certificateDer(),
              1));
    }
    var settings =
        new HieroSettings(
            directory.resolve("engine-" + member),
            member,
            endpoints,
            new HieroSettings.Pace(
                Duration.ofSeconds(1), Duration.ofSeconds(10), 60, Duration.ofMinutes(10), 60),
            false);
    Path file = consortium.keys(development(member)).resolve("engine.p12");
    var engine =
        new HieroOrderingEngine(
            settings, identity(file), InstantSource.system(), RosterChanges.NONE);
    engines.put(member, engine);
    OrderingEngine used =
        member == LIAR
            ? new LyingEngine(
                engine, payload -> Objects.requireNonNull(said.get()).apply(payload), new Object())
            : engine;
    var node =
        new LedgerNode(
            genesis,
            member,
            keys(member),
            new MemoryStore(),
            used,
            List.of(),
            InstantSource.system());
    nodes.put(member, node);
    node.start();
  }

  private static EngineIdentity identity(Path file) throws IOException {
    String password = Files.readString(KeyFiles.passwordFile(file)).strip();
    return EngineIdentity.load(file, password.toCharArray());
  }

  private NodeKeys keys(int member) throws IOException {
    return NodeKeys.load(consortium.keys(development(member)));
  }

  private SignedTransaction allocation(int turn) throws IOException {
    List<Operation> operations =
        List.of(
            new AllocateNumbers(
                DevelopmentMember.HOSPITAL_ONE.number().value(),
                "one",
                SimulatedConsortium.FIRST + 100L * turn,
                100));
    var key = KeyFiles.load(consortium.transactionKey(DevelopmentMember.BUREAU));
    return SignedTransaction.sign(
        consortium.genesis().ledgerId(),
        DevelopmentMember.BUREAU.number().value(),
        KeyId.of(key.certificate().getPublicKey()),
        TransactionId.random(new SecureRandom()),
        Instant.now().plusSeconds(600),
        false,
        operations,
        SignatureSuite.intl().signer(key.privateKey()));
  }

  private LedgerNode node(int member) {
    return Objects.requireNonNull(nodes.get(member));
  }

  private OrderingEngine engine(int member) {
    return Objects.requireNonNull(engines.get(member));
  }

  private static DevelopmentMember development(int member) {
    return List.of(DevelopmentMember.values()).get(member - 1);
  }
}
