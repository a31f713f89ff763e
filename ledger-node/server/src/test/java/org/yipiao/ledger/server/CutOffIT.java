package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.HttpLedgerClient;
import org.yipiao.ledger.client.Submission;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approval;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.development.DevelopmentConsortium;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.keys.NewValidator;
import org.yipiao.ledger.server.local.LocalConsortium;
import org.yipiao.ledger.server.local.LoopbackPorts;
import org.yipiao.ledger.server.local.Relay;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.node.NodeStatus;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.store.Family;

/**
 * A validator runs on while it reaches nobody, and the others take up the next validators and go on
 * for longer than their engines remember. Nobody restarts it.
 */
@Tag("long")
class CutOffIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final DevelopmentMember CUT_OFF = DevelopmentMember.HOSPITAL_ONE;
  private static final List<DevelopmentMember> OTHERS =
      List.of(DevelopmentMember.BUREAU, DevelopmentMember.AGENCY, DevelopmentMember.INSURER);

  /** An engine remembers 300. */
  private static final int TOO_MANY_ROUNDS = 400;

  /** The third, whose engine's key is changed. */
  private static final int CHANGES = 3;

  @TempDir Path directory;

  /** The ways between it and the others, by the port at their end. */
  private final Map<Integer, Relay> relays = new ConcurrentHashMap<>();

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private RunningConsortium running;
  private Map<GenesisMember, GenesisValidator> validators = Map.of();
  private byte[] nextEngine = new byte[0];
  private byte evidence;

  @BeforeEach
  void start() throws Exception {
    var founded =
        DevelopmentConsortium.found(
            directory.resolve("consortium"),
            "127.0.0.1",
            LoopbackPorts.free(4),
            Instant.now(),
            new DevelopmentConsortium.Choices("INTL", Set.of(), 2));
    validators = founded.genesis().validators();
    nextEngine = NewValidator.nextEngine(founded.keys(OTHERS.get(CHANGES - 1)), CHANGES);
    running =
        RunningConsortium.start(
            directory,
            Map.of("yipiao.ledger.engine.rest-when-idle", "false"),
            DevelopmentConsortium.Choices.FIRST,
            this::ways);
    lines.start();
    ((Logger) LoggerFactory.getLogger("org.yipiao.ledger.server.succession")).addAppender(lines);
  }

  @AfterEach
  void stop() throws IOException {
    ((Logger) LoggerFactory.getLogger("org.yipiao.ledger.server.succession")).detachAppender(lines);
    running.close();
    relays.values().forEach(Relay::close);
    StoppedStores.assertSound(directory, 4);
  }

  /** Between it and the others all goes through relays: what engines say, and what nodes ask. */
  private Map<String, String> ways(LocalConsortium local, DevelopmentMember member) {
    Map<String, String> ways = new HashMap<>();
    List<String> peers = new ArrayList<>();
    validators.forEach((other, validator) -> {
      int number = other.number().value();
      if (number != member.number().value()) {
        int http = local.uris().get(number - 1).getPort();
        boolean relayed = member == CUT_OFF || number == CUT_OFF.number().value();
        if (relayed) {
          ways.put(
              "yipiao.ledger.engine.addresses." + number,
              "127.0.0.1:" + relayTo(validator.gossipPort()));
        }
        peers.add("http://127.0.0.1:" + (relayed ? relayTo(http) : http));
      }
    });
    ways.put("yipiao.ledger.peers", String.join(",", peers));
    return ways;
  }

  private int relayTo(int port) {
    return relays.computeIfAbsent(port, Relay::to).port();
  }

  @Test
  void aValidatorThatRanCutOffOverAStopNoticesItAndTakesPartAgain() throws Exception {
    LedgerNode node = node(CUT_OFF);
    makeFinal(evidence(), OTHERS);
    await().atMost(PATIENCE).until(() -> areEqual(DevelopmentMember.BUREAU, CUT_OFF));

    relays.values().forEach(Relay::cut);
    await().atMost(PATIENCE).until(() -> node.engineStatus() != EngineStatus.ACTIVE);
    makeFinal(rotation(), OTHERS);
    for (DevelopmentMember other : OTHERS) {
      await().atMost(PATIENCE).until(() -> takesPart(other));
    }
    long stop = lastRound(DevelopmentMember.BUREAU);
    for (int i = 0; i < 3; i++) {
      makeFinal(evidence(), OTHERS);
    }
    await()
        .atMost(PATIENCE)
        .until(() -> lastRound(DevelopmentMember.BUREAU) > stop + TOO_MANY_ROUNDS);
    makeFinal(evidence(), OTHERS);
    assertThat(node.engineEpoch()).isZero();
    assertThat(said("at which it was not")).isEmpty();

    relays.values().forEach(Relay::mend);
    await().atMost(PATIENCE).until(() -> takesPart(CUT_OFF));
    assertThat(said("at which it was not")).as("it says so, once").hasSize(1);
    assertThat(node(CUT_OFF)).as("nobody has restarted it").isSameAs(node);

    // Of four, three are needed: it is one of them.
    running.local().stop(DevelopmentMember.BUREAU);
    List<DevelopmentMember> three =
        List.of(DevelopmentMember.AGENCY, DevelopmentMember.INSURER, CUT_OFF);
    makeFinal(evidence(), three);
    await().atMost(PATIENCE).until(() -> areEqual(DevelopmentMember.AGENCY, CUT_OFF));
    assertEqual(node(DevelopmentMember.AGENCY).chain(), node.chain());
    assertThat(node.divergence().evidence()).isEmpty();
    assertThat(node.lies().counts()).as("nobody lied").isEmpty();
  }

  private LedgerNode node(DevelopmentMember member) {
    return running.local().node(member);
  }

  private long lastRound(DevelopmentMember member) {
    return node(member).rounds().lastAppended();
  }

  private boolean takesPart(DevelopmentMember member) {
    LedgerNode node = node(member);
    return node.status() == NodeStatus.ACTIVE
        && node.engineEpoch() == 1
        && node.validators().present().number() == 1;
  }

  private boolean areEqual(DevelopmentMember one, DevelopmentMember other) {
    Chain chain = node(one).chain();
    Chain others = node(other).chain();
    return others.head().equals(chain.head())
        && others.gaps().count() == 0
        && others.finalSize() == chain.log().size();
  }

  private static void assertEqual(Chain one, Chain other) {
    for (Family family : List.of(Family.BLOCKS, Family.LEAVES, Family.ROWS, Family.MAP)) {
      assertThat(entries(other, family)).as("%s", family).isEqualTo(entries(one, family));
    }
  }

  private static List<String> entries(Chain chain, Family family) {
    return chain.store().range(family, new byte[0], null, Integer.MAX_VALUE).stream()
        .map(entry ->
            HexFormat.of().formatHex(entry.key()) + " " + HexFormat.of().formatHex(entry.value()))
        .toList();
  }

  private List<String> said(String text) {
    return List.copyOf(lines.list).stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.contains(text))
        .toList();
  }

  private Operation evidence() {
    evidence++;
    return AnchorEvidence.of(Digest.sha256(new byte[] {evidence}), EvidenceKind.ARCHIVE);
  }

  /** The third takes a new key for its engine, which all others agree to. */
  private Operation rotation() throws IOException {
    LedgerNode bureau = node(DevelopmentMember.BUREAU);
    GenesisValidator before =
        bureau.validators().present().roster().validator(CHANGES).orElseThrow();
    var change =
        new RotateKey.Change(
            CHANGES,
            KeyPurpose.ENGINE.number(),
            Digest.sha256(before.key(KeyPurpose.ENGINE)),
            nextEngine);
    var agreement =
        Agreement.until(
            OperationType.ROTATE_KEY, change.encode(), 0, Instant.now().plusSeconds(600));
    List<Approval> approvals = new ArrayList<>();
    for (DevelopmentMember approver : OTHERS) {
      var key = KeyFiles.load(running.local().consortium().transactionKey(approver));
      approvals.add(
          Approval.sign(
              bureau.genesis().ledgerId(),
              agreement,
              approver.number().value(),
              KeyId.of(key.certificate().getPublicKey()),
              SignatureSuite.intl().signer(key.privateKey())));
    }
    return new RotateKey(Approved.by(agreement, approvals));
  }

  /** Through the nodes of these, under the trust root that knows all epochs so far. */
  private void makeFinal(Operation operation, List<DevelopmentMember> through) throws IOException {
    LocalConsortium local = running.local();
    SignedTransaction transaction =
        running.transaction(DevelopmentMember.AGENCY, List.of(operation));
    var trust = node(DevelopmentMember.INSURER).validators().extended(local.consortium().trust());
    var uris =
        through.stream().map(member -> local.uris().get(member.number().value() - 1)).toList();
    try (var client =
        new HttpLedgerClient(uris, trust, () -> local.token(DevelopmentMember.AGENCY.tenant()))) {
      await()
          .atMost(PATIENCE)
          .until(() -> client.submit(transaction) instanceof Submission.Accepted);
      assertThat(client.awaitFinal(TransactionRef.of(transaction), PATIENCE))
          .isInstanceOfSatisfying(
              Finality.Final.class,
              done -> assertThat(done.operations().getFirst().applied()).isTrue());
    }
  }
}
