package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
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
import org.yipiao.ledger.server.transfer.AskedPeers;
import org.yipiao.ledger.server.transfer.ElapsedTime;

/** Four validators on the real engine, one of which has ordered what no honest one would. */
final class RealConsortium {

  static final Duration LONG = Duration.ofSeconds(90);
  static final int LIAR = 3;
  static final List<Integer> HONEST = List.of(1, 2, 4);

  private final Path directory;
  private final DevelopmentConsortium files;
  private final AtomicReference<Function<byte[], List<byte[]>>> said =
      new AtomicReference<>(List::of);
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final Map<Integer, LedgerNode> nodes = new LinkedHashMap<>();
  private final Map<Integer, OrderingEngine> engines = new LinkedHashMap<>();

  /** Founds it. */
  RealConsortium(Path directory) throws IOException {
    this.directory = directory;
    this.files =
        DevelopmentConsortium.found(
            directory.resolve("consortium"),
            "127.0.0.1",
            LoopbackPorts.free(4),
            Instant.now(),
            DevelopmentConsortium.Choices.LATEST);
  }

  /** Starts all four, and returns once they have a final checkpoint. */
  void startAll() throws IOException {
    for (int member = 1; member <= 4; member++) {
      start(member);
    }
    await()
        .atMost(LONG)
        .until(() ->
            nodes.values().stream()
                .allMatch(
                    node -> node.status().takesTransactions() && node.chain().finalSize() > 0));
  }

  /** Stops all four at once. */
  void stopAll() throws InterruptedException {
    List<Thread> closing = new ArrayList<>();
    nodes.values().forEach(node -> closing.add(Thread.ofPlatform().start(node::close)));
    for (Thread thread : closing) {
      thread.join();
    }
  }

  DevelopmentConsortium files() {
    return files;
  }

  LedgerNode node(int member) {
    return Objects.requireNonNull(nodes.get(member));
  }

  NodeKeys keys(int member) throws IOException {
    return NodeKeys.load(files.keys(development(member)));
  }

  /** What is ordered from now on in place of each payload of the liar's node. */
  void liarSays(Function<byte[], List<byte[]>> lie) {
    said.set(lie);
  }

  /** The liar cosigns in that manner from now on; what else its node hands over is as it is. */
  void liarCosigns(LyingValidator.Manner manner) throws IOException {
    var liar =
        new LyingValidator(
            files.genesis().origin(),
            keys(LIAR),
            member -> Optional.ofNullable(nodes.get(member)),
            LIAR,
            manner);
    liarSays(payload ->
        Payload.decode(payload).orElse(null) instanceof Payload.Cosigned(var own)
            ? liar.ordered(own).stream().map(one -> new Payload.Cosigned(one).encode()).toList()
            : List.of(payload));
  }

  /** The clocks of all nodes are so much later from now on; their engines keep their own. */
  void putClocksForward(Duration time) {
    ahead.updateAndGet(before -> before.plus(time));
  }

  /** A validator has a payload ordered, past its node. */
  void order(int through, byte[] payload) {
    assertThat(engine(through).submit(payload)).isTrue();
  }

  /** A validator has bytes ordered as if they were a transaction. */
  void orderTransaction(int through, byte[] bytes) {
    order(through, new Payload.Transaction(bytes).encode());
  }

  /** A transaction is submitted through a validator, and is final on the three. */
  void makeFinal(int through, SignedTransaction transaction) {
    orderTransaction(through, transaction.bytes());
    awaitFinal(transaction);
  }

  void awaitFinal(SignedTransaction transaction) {
    var key = TransactionKey.of(transaction.header());
    for (int member : HONEST) {
      var chain = node(member).chain();
      await(key + " is final on " + member)
          .atMost(LONG)
          .until(() ->
              chain
                  .transaction(key)
                  .filter(place -> place.firstLeaf() < chain.finalSize())
                  .isPresent());
    }
  }

  /** The liar is named so often by each of the three, and in their logs. */
  void awaitNamed(LogLines log, LieKind kind, long times) {
    for (int member : HONEST) {
      await(member + " names the liar for " + kind)
          .atMost(LONG)
          .until(() -> node(member).lies().count(LIAR, kind) >= times);
    }
    assertThat(LieLines.naming(log, LIAR, kind)).hasSizeGreaterThanOrEqualTo(HONEST.size());
  }

  /** The three have one log, and what is final of it is the same for all. */
  void assertEqual() {
    for (int member : HONEST) {
      var node = node(member);
      assertThat(node.divergence().evidence()).isEmpty();
      var last = node.chain().finalCheckpoint().orElseThrow();
      assertThat(node(1).chain().log().root(last.size())).isEqualTo(last.root());
    }
  }

  /** Hundred numbers for the first hospital, which nobody else gets in another turn. */
  SignedTransaction allocation(int turn) throws IOException {
    return signed(
        DevelopmentMember.BUREAU,
        DevelopmentMember.BUREAU,
        TransactionId.random(new SecureRandom()),
        turn);
  }

  /** The same in a member's name, by a key that may be another's, which it says is its own. */
  SignedTransaction signed(
      DevelopmentMember member, DevelopmentMember signer, TransactionId id, int turn)
      throws IOException {
    return signed(member, member, signer, id, Instant.now().plusSeconds(600), turn);
  }

  /**
   * The same.
   *
   * @param named whose key it says that it is signed with
   * @param signer whose key signs
   */
  SignedTransaction signed(
      DevelopmentMember member,
      DevelopmentMember named,
      DevelopmentMember signer,
      TransactionId id,
      Instant expiry,
      int turn)
      throws IOException {
    return MemberSignatures.by(files, member, named, signer, id, expiry, List.of(numbers(turn)));
  }

  /** By its member's key and of good form, and by one operation larger than the genesis allows. */
  SignedTransaction oversized(int turn) throws IOException {
    int one = repeated(turn, 1).bytes().length;
    int each = repeated(turn, 2).bytes().length - one;
    return repeated(turn, 2 + (files.genesis().limits().transactionBytes() - one) / each);
  }

  private SignedTransaction repeated(int turn, int times) throws IOException {
    var bureau = DevelopmentMember.BUREAU;
    var id = TransactionId.random(new SecureRandom());
    var expiry = Instant.now().plusSeconds(600);
    var operations = Collections.nCopies(times, numbers(turn));
    return MemberSignatures.by(files, bureau, id, expiry, operations);
  }

  private static AllocateNumbers numbers(int turn) {
    return new AllocateNumbers(
        DevelopmentMember.HOSPITAL_ONE.number().value(),
        "one",
        SimulatedConsortium.FIRST + 100L * turn,
        100);
  }

  private OrderingEngine engine(int member) {
    return Objects.requireNonNull(engines.get(member));
  }

  private void start(int member) throws IOException {
    var genesis = files.genesis();
    List<ValidatorEndpoint> endpoints = new ArrayList<>();
    for (var entry : genesis.validators().entrySet()) {
      int number = entry.getKey().number().value();
      endpoints.add(
          new ValidatorEndpoint(
              number,
              entry.getValue().gossipHost(),
              entry.getValue().gossipPort(),
              identity(number).certificateDer(),
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
    var engine =
        new HieroOrderingEngine(
            settings, identity(member), InstantSource.system(), RosterChanges.NONE);
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
            AskedPeers.of(List.of(), ElapsedTime.ofProcess()),
            () -> Instant.now().plus(ahead.get()));
    nodes.put(member, node);
    node.start();
  }

  private EngineIdentity identity(int member) throws IOException {
    Path file = files.keys(development(member)).resolve("engine.p12");
    String password = Files.readString(KeyFiles.passwordFile(file)).strip();
    return EngineIdentity.load(file, password.toCharArray());
  }

  private static DevelopmentMember development(int member) {
    return List.of(DevelopmentMember.values()).get(member - 1);
  }
}
