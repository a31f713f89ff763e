package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.http.NodeProblem;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.submission.Acceptance;
import org.yipiao.ledger.server.submission.TransactionKey;

/**
 * What a node answers over HTTP in each of its states. Its engine is simulated, and virtual time
 * passes only where a test says so.
 */
@TestMethodOrder(OrderAnnotation.class)
class NodeStatesIT {

  private static final int NODE = 1;
  private static final int OTHER = 2;
  private static final int VALIDATORS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration MOMENT = Duration.ofMillis(400);

  /** What the node answered when it took a transaction. */
  private record Taken(SignedTransaction transaction, String answer) {}

  private static final List<Taken> TAKEN = new ArrayList<>();

  @TempDir static Path directory;
  private static SimulatedConsortium consortium;
  private static LedgerNode node;
  private static ServedNode served;
  private static int offset;

  @BeforeAll
  static void start() throws Exception {
    consortium = new SimulatedConsortium(directory, 47, SimulatedConditions.forgetful());
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(OTHER);
    node = consortium.node(NODE);
    served = ServedNode.of(consortium, NODE);
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @Test
  @Order(1)
  void anActiveNodeTakesATransactionAndAnswersItTheSameEverAfter() throws Exception {
    assertThat(node.status()).isEqualTo(NodeStatus.ACTIVE);
    var first = fresh();
    take(first);
    letTimePassUntil(() -> served.view(first).body().contains("\"FINAL\""));
    take(fresh());

    assertAnswersWhatItKnows();
  }

  /** A transaction carries no trace, so beyond the node that took it its id has to do. */
  @Test
  @Order(2)
  void theLogNamesATransactionUnderItsTraceWhereItIsTakenAndByItsIdWhereverItIsExecuted()
      throws Exception {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    var transaction = fresh();
    String id = transaction.header().transactionId().value();
    try (var log = new LogLines()) {
      var answer = served.post(transaction, "00-" + trace + "-00f067aa0ba902b7-01");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      assertThat(log.with(id))
          .containsExactly(
              "[" + trace + "] transaction " + id + " of member 4 with 1 operations is accepted");

      letTimePassUntil(() -> log.with(id).size() == 1 + VALIDATORS);
      assertThat(log.with(id).subList(1, 1 + VALIDATORS))
          .allMatch(line -> line.contains("transaction " + id + " of member 4 is in block "));
    }
  }

  @Test
  @Order(3)
  void takesNothingNewWithoutAQuorum() throws Exception {
    take(fresh());
    consortium.network().partition(List.of(NODE));
    consortium.run(MOMENT);

    assertTakesOnlyWhatItKnows(NodeProblem.NO_QUORUM, 3);
    assertHealthTells(NodeStatus.NO_QUORUM);
  }

  @Test
  @Order(4)
  void takesNothingNewWhileItFetchesBlocksThatItMissed() throws Exception {
    for (int i = 0; i < 10; i++) {
      consortium.issue(500 + i, OTHER);
      consortium.run(MOMENT);
    }
    consortium.peersAnswer(false);
    consortium.network().heal();
    consortium.run(MOMENT);

    assertTakesOnlyWhatItKnows(NodeProblem.CATCHING_UP, 3);
    assertHealthTells(NodeStatus.CATCHING_UP);
    consortium.peersAnswer(true);
    letTimePassUntil(() -> node.status() == NodeStatus.ACTIVE);
    take(fresh());
  }

  @Test
  @Order(5)
  void takesNothingNewWhenWhatItTookWaitsTooLongToBecomeFinal() throws Exception {
    letTimePassUntil(() -> node.submissions().depth() == 0);
    var expiry = consortium.network().clock().instant().plusSeconds(15);
    assertThat(acceptUnorderable(EpochNanos.of(expiry))).isInstanceOf(Acceptance.Accepted.class);
    consortium.run(Duration.ofSeconds(9));
    assertThat(node.status()).isEqualTo(NodeStatus.ACTIVE);
    consortium.run(Duration.ofSeconds(2));

    assertTakesOnlyWhatItKnows(NodeProblem.NO_QUORUM, 3);
    assertHealthTells(NodeStatus.NO_QUORUM);
    consortium.run(Duration.ofSeconds(5));
    consortium.issue(600, OTHER);
    letTimePassUntil(() -> node.status() == NodeStatus.ACTIVE);
  }

  /** What others handed in meanwhile has become final: it is slow, but a quorum answers. */
  @Test
  @Order(6)
  void isBusyWhenOnlySomeOfWhatItTookWaitsTooLongToBecomeFinal() throws Exception {
    letTimePassUntil(() -> node.submissions().depth() == 0);
    var expiry = consortium.network().clock().instant().plusSeconds(15);
    assertThat(acceptUnorderable(EpochNanos.of(expiry))).isInstanceOf(Acceptance.Accepted.class);
    consortium.run(Duration.ofSeconds(9));
    consortium.issue(620, OTHER);
    consortium.run(Duration.ofSeconds(2));

    assertTakesOnlyWhatItKnows(NodeProblem.BUSY, 1);
    assertHealthTells(NodeStatus.BUSY);
    assertThat(served.get("/actuator/health", false).body()).contains("\"notHeardMillis\":{}");
    consortium.run(Duration.ofSeconds(5));
    consortium.issue(640, OTHER);
    letTimePassUntil(() -> node.status() == NodeStatus.ACTIVE);
  }

  @Test
  @Order(7)
  void takesNothingNewWhileItsEngineCannotKeepUp() throws Exception {
    consortium.engine(NODE).unhealthyFor(Duration.ofMillis(1_001));
    assertTakesOnlyWhatItKnows(NodeProblem.BUSY, 1);
    consortium.engine(NODE).unhealthyFor(Duration.ofSeconds(1));
    take(fresh());
  }

  @Test
  @Order(8)
  void takesNothingNewOfAMemberThatHasFilledItsPartOfTheQueue() throws Exception {
    List<TransactionKey> filling = new ArrayList<>();
    TransactionKey next = hospitalsKey();
    while (accept(next, Long.MAX_VALUE) instanceof Acceptance.Accepted) {
      filling.add(next);
      next = hospitalsKey();
    }

    assertTakesOnlyWhatItKnows(NodeProblem.BUSY, 1);
    var range = new AllocateNumbers(5, "one", SimulatedConsortium.FIRST + 5_000, 10);
    take(consortium.sign(DevelopmentMember.BUREAU, List.of(range)));
    node.submissions().settled(filling);
    take(fresh());
  }

  @Test
  @Order(9)
  void takesNothingNewWhileItsDiskIsNearlyFull() throws Exception {
    consortium.disk(NODE).shortOfRoom(true);
    assertTakesOnlyWhatItKnows(NodeProblem.DISK, 3);
    consortium.disk(NODE).shortOfRoom(false);
    take(fresh());
  }

  /** First in the answer to what could not be written, then in its status. */
  @Test
  @Order(10)
  void saysThatItsDiskIsFullOrDamagedOrGivesErrorsOnceItDoes() throws Exception {
    var disk = consortium.disk(NODE);
    var met =
        Map.of(
            NodeProblem.DISK,
            StoreFailure.disk("no space in 000123.log", new IOException("no space")),
            NodeProblem.DAMAGED,
            StoreFailure.damaged("checksum in 000123.sst"),
            NodeProblem.DEVICE,
            StoreFailure.device("EIO at 000123.sst", new IOException("Input/output error")));
    for (var problem : met.keySet()) {
      disk.refuse(met.get(problem));
      assertThat(node.status()).isEqualTo(NodeStatus.ACTIVE);
      assertTakesOnlyWhatItKnows(problem, 3);
      assertThat(node.status()).isEqualTo(NodeStatus.valueOf(problem.name()));
      assertTakesOnlyWhatItKnows(problem, 3);
      var health = served.get("/actuator/health", false);
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).contains("\"" + problem.name() + "\"", "000123");
    }
    disk.refuse(null);
    take(fresh());
  }

  @Test
  @Order(11)
  void servesNothingOnceItHasDiverged() throws Exception {
    assertThat(served.get("/actuator/health", false).statusCode()).isEqualTo(200);
    assertThat(served.get("/checkpoint", false).statusCode()).isEqualTo(200);
    node.divergence().declare("two roots at one size");

    assertDiverged(served.post(fresh()));
    for (Taken taken : TAKEN) {
      assertDiverged(served.post(taken.transaction()));
      assertDiverged(served.view(taken.transaction()));
    }
    List<String> read = addressesRead();
    assertThat(read).contains("/checkpoint/post-quantum", "/v1/blocks", "/v1/stop/state");
    for (String path : read) {
      assertDiverged(served.get(path, true));
    }
    var health = served.get("/actuator/health", false);
    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(health.body()).contains("two roots at one size");
  }

  /** Whatever can be read of a node, with something in the place of each variable. */
  private static List<String> addressesRead() {
    return served
        .part("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .stream()
        .filter(mapping -> mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET))
        .flatMap(mapping -> mapping.getPatternValues().stream())
        .filter(pattern -> !pattern.startsWith("/v3/"))
        .map(pattern -> pattern.replaceAll("\\{[^}]+}", "1").replace("**", "0/000.p/1"))
        .toList();
  }

  private static void assertTakesOnlyWhatItKnows(NodeProblem problem, int retryAfterSeconds)
      throws Exception {
    var refused = served.post(fresh());
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
    assertThat(refused.body())
        .contains("\"code\":\"" + problem.name() + "\"", "\"retryable\":true");
    assertThat(refused.headers().firstValue("Retry-After"))
        .hasValue(Integer.toString(retryAfterSeconds));
    assertAnswersWhatItKnows();
  }

  private static void assertHealthTells(NodeStatus status) throws Exception {
    var health = served.get("/actuator/health", false);
    assertThat(health.statusCode()).as(health.body()).isEqualTo(503);
    assertThat(health.body())
        .contains(
            "\"status\":\"" + status.name() + "\"", "\"reason\":\"" + status.sentence() + "\"");
  }

  /** What was taken, whether it has a block or still waits for one. */
  private static void assertAnswersWhatItKnows() throws Exception {
    for (Taken taken : TAKEN) {
      var again = served.post(taken.transaction());
      assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
      assertThat(again.body()).isEqualTo(taken.answer());
      assertThat(served.view(taken.transaction()).statusCode()).isEqualTo(200);
    }
  }

  private static void assertDiverged(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.body()).contains("\"code\":\"DIVERGED\"", "\"retryable\":false");
    assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
  }

  private static void take(SignedTransaction transaction) throws Exception {
    var answer = served.post(transaction);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    TAKEN.add(new Taken(transaction, answer.body()));
  }

  /** A transaction of the first hospital that no node has seen. */
  private static SignedTransaction fresh() throws Exception {
    return consortium.invoice(offset++);
  }

  /** Bytes that are accepted, as it were, and never have a block, because they mean nothing. */
  private static Acceptance acceptUnorderable(long expiryNanos) {
    return accept(hospitalsKey(), expiryNanos);
  }

  private static Acceptance accept(TransactionKey key, long expiryNanos) {
    return node.submissions().accept(key, expiryNanos, new byte[] {1});
  }

  private static TransactionKey hospitalsKey() {
    return new TransactionKey(
        DevelopmentMember.HOSPITAL_ONE.number().value(), TransactionId.random(new SecureRandom()));
  }

  private static void letTimePassUntil(Callable<Boolean> condition) {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          consortium.run(MOMENT);
          return condition.call();
        });
  }
}
