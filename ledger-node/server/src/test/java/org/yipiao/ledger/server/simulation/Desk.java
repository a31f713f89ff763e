package org.yipiao.ledger.server.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.yipiao.ledger.client.ClientInMemory;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;

/** Where members' transactions are signed, handed over and followed to their end. */
final class Desk {

  /** Longer than any scenario. */
  private static final Duration LONG = Duration.ofMinutes(30);

  private static final int REMEMBERED = 200;

  private final Cluster cluster;
  private final Doors doors;
  private final Promises promises;
  private final Coverage coverage;
  private final SplittableRandom random;
  private final Keys keys;
  private final Map<Integer, LedgerClient> clients = new TreeMap<>();
  private final List<Errand> errands = new ArrayList<>();
  private final List<TransactionRef> finals = new ArrayList<>();
  private final List<SignedTransaction> sent = new ArrayList<>();
  private boolean closing;

  Desk(Scenario scenario, Cluster cluster, Doors doors, Promises promises, Coverage coverage) {
    this.cluster = cluster;
    this.doors = doors;
    this.promises = promises;
    this.coverage = coverage;
    this.random = scenario.draws(2);
    this.keys = new Keys(cluster.genesis());
  }

  /** A client of one node alone, which tells the truth; it knows the genesis and nothing else. */
  static LedgerClient plainClient(Cluster cluster, int member) {
    return ClientInMemory.following(
        List.of(member),
        cluster.trust(),
        (node, path, posted) -> cluster.door(node).map(door -> door.answer(path, posted)),
        cluster::nanos);
  }

  private LedgerClient client(int member) {
    return clients.computeIfAbsent(
        member,
        _ ->
            ClientInMemory.following(
                IntStream.range(0, 4).mapToObj(i -> 1 + (member + i) % 4).toList(),
                cluster.trust(),
                doors,
                cluster::nanos));
  }

  Keys keys() {
    return keys;
  }

  Instant now() {
    return cluster.now();
  }

  TransactionId newId() {
    return TransactionId.random(random);
  }

  long asked() {
    return doors.asked();
  }

  void happened(Errand.Turn turn) {
    coverage.happened(turn);
  }

  SignedTransaction sign(
      int member, Duration life, boolean allOrNothing, List<? extends Operation> operations) {
    var signed = keys.sign(member, newId(), now().plus(life), allOrNothing, operations);
    if (sent.size() < REMEMBERED) {
      sent.add(signed);
    }
    return signed;
  }

  /** Some that were signed, of whomever. */
  List<SignedTransaction> sent() {
    return sent;
  }

  /** Begins a piece of work. */
  Errand begin(
      int member, List<? extends Operation> operations, Consumer<List<FinalOperation>> done) {
    var life = Duration.ofMillis(random.nextLong(2_500, 15_000));
    boolean allOrNothing = operations.size() > 1 && random.nextInt(3) == 0;
    var errand = new Errand(this, client(member), member, operations, allOrNothing, life, done);
    errands.add(errand);
    return errand;
  }

  /** Hands something over once, to one node, and never asks for it again. */
  void walkAway(int member, List<? extends Operation> operations) {
    walkAway(member, operations, 1 + random.nextInt(4));
  }

  /** The same, to a certain node. */
  void walkAway(int member, List<? extends Operation> operations, int node) {
    handOver(node, sign(member, LONG, false, operations));
    happened(Errand.Turn.WALKED_AWAY);
  }

  /** Hands something over to one node, whatever it answers. */
  void handOver(int node, SignedTransaction transaction) {
    var reply = doors.ask(node, "v1/transactions", transaction.bytes());
    if (reply.filter(said -> said.status() == 200).isPresent()) {
      accepted(node, transaction);
    }
  }

  void accepted(int node, SignedTransaction transaction) {
    promises.acceptances().accepted(node, transaction);
  }

  void proven(Finality.Final last) {
    promises.acceptances().proven(last.operations());
    promises.bundles().keep(last.operations().getLast());
    finals.add(last.transaction());
  }

  void expiredForGood(TransactionRef transaction) {
    promises.acceptances().expiredForGood(transaction);
  }

  /** What clients verified to be final. */
  List<TransactionRef> finals() {
    return finals;
  }

  /** Takes every piece of work a step further. */
  void step() {
    for (Errand errand : List.copyOf(errands)) {
      errand.step();
    }
    errands.removeIf(Errand::over);
  }

  /** From now on what expires is not begun again. */
  void close() {
    closing = true;
  }

  boolean closing() {
    return closing;
  }

  /** One that is not over, for a person. */
  String firstOpen() {
    return errands.isEmpty() ? "none" : errands.getFirst().toString();
  }

  int open() {
    return errands.size();
  }
}
