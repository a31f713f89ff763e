package org.yipiao.ledger.server.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.operation.SuspendMember;
import org.yipiao.ledger.protocol.wire.Digest;

/** Validators come, go and change their keys, while things go wrong with them. */
final class ValidatorChanges {

  private static final int TRIES = 6;
  private static final int WRITES = 12;

  /** What one has as its how many-th. */
  private record Key(int member, KeyPurpose purpose) {}

  /**
   * What is agreed to.
   *
   * @param applied what is done once it is final
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Proposal(
      OperationType type, byte[] content, Function<Approved, Operation> change, Runnable applied) {}

  private final Scenario scenario;
  private final Cluster cluster;
  private final Council council;
  private final Promises promises;
  private final FaultScript faults;
  private final Coverage coverage;
  private final SplittableRandom random;
  private final Instant begin;
  private final Deque<ValidatorChange> due;
  private final Deque<Integer> newcomers = new ArrayDeque<>(ValidatorChange.NEWCOMERS);
  private final Map<Key, Integer> generations = new HashMap<>();
  private final TreeSet<Integer> ordering = new TreeSet<>();
  private boolean underWay;

  ValidatorChanges(
      Scenario scenario,
      Cluster cluster,
      Council council,
      Promises promises,
      FaultScript faults,
      Coverage coverage) {
    this.scenario = scenario;
    this.cluster = cluster;
    this.council = council;
    this.promises = promises;
    this.faults = faults;
    this.coverage = coverage;
    this.random = scenario.draws(11);
    this.begin = cluster.now();
    this.due = new ArrayDeque<>(scenario.changes());
  }

  /** Begins what is due, one after the other. */
  void step() {
    ValidatorChange next = due.peek();
    if (next != null
        && !underWay
        && promises.header().contractVersion() > 1
        && !cluster.now().isBefore(begin.plus(next.at()))) {
      due.remove();
      begin(next);
    }
  }

  /** What only the node of one has that orders no more, nobody orders. */
  void watch() {
    for (int member : cluster.members()) {
      if (cluster.network().orders(member)) {
        ordering.add(member);
      } else if (ordering.remove(member)) {
        promises.acceptances().memoryLost(member);
        coverage.happened(ValidatorChanges.class, scenario.lies(member) ? "LIAR_GONE" : "GONE");
      }
    }
  }

  private void begin(ValidatorChange change) {
    switch (change.kind()) {
      case ADMISSION -> {
        if (!newcomers.isEmpty()) {
          admit(change, newcomers.remove());
        }
      }
      case SUSPENSION -> any(dismissible()).ifPresent(member -> suspend(change, member));
      case COSIGNING_KEY -> rotate(change, KeyPurpose.COSIGNING);
      case LOG_KEY -> rotate(change, KeyPurpose.LOG);
      case ENGINE_KEY -> rotate(change, KeyPurpose.ENGINE);
    }
  }

  private Optional<Integer> any(List<Integer> members) {
    return members.isEmpty()
        ? Optional.empty()
        : Optional.of(members.get(random.nextInt(members.size())));
  }

  private List<Integer> present() {
    return List.copyOf(promises.members().validators());
  }

  /** Whoever may go so that a quorum is left, and no more liars than may be. */
  private List<Integer> dismissible() {
    int left = present().size() - 1;
    if (left < Genesis.quorum(left + 1)) {
      return List.of();
    }
    boolean liarMayStay = left - Genesis.quorum(left) > 0;
    return present().stream()
        .filter(member ->
            liarMayStay
                || present().stream().noneMatch(one -> !one.equals(member) && scenario.lies(one)))
        .toList();
  }

  private void admit(ValidatorChange change, int number) {
    var admission =
        SeededConsortium.admission(
            number, MemberKind.OPERATOR, SeededConsortium.validator(number).encode());
    if (random.nextBoolean()) {
      cluster.letIn(number);
    }
    propose(
        change,
        number,
        new Proposal(
            OperationType.ADMIT_MEMBER,
            admission.encode(),
            AdmitMember::new,
            () -> {
              if (!cluster.members().contains(number)) {
                cluster.letIn(number);
              }
            }));
  }

  private void suspend(ValidatorChange change, int member) {
    byte[] content = new SuspendMember.Change(member).encode();
    propose(
        change,
        member,
        new Proposal(OperationType.SUSPEND_MEMBER, content, SuspendMember::new, () -> {}));
  }

  private void rotate(ValidatorChange change, KeyPurpose purpose) {
    int member = any(present()).orElseThrow();
    var key = new Key(member, purpose);
    int next = generations.getOrDefault(key, 0) + 1;
    if (next == Founding.GENERATIONS) {
      return;
    }
    byte[] content =
        new RotateKey.Change(
                member,
                purpose.number(),
                Digest.sha256(bytes(member, purpose, next - 1)),
                bytes(member, purpose, next))
            .encode();
    propose(
        change,
        member,
        new Proposal(
            OperationType.ROTATE_KEY, content, RotateKey::new, () -> generations.put(key, next)));
  }

  private void propose(ValidatorChange change, int member, Proposal proposal) {
    underWay = true;
    change.meanwhile().ifPresent(kind -> faults.strike(fault(change, kind, member)));
    attempt(change, proposal, 1);
  }

  private Fault fault(ValidatorChange change, Fault.Kind kind, int member) {
    coverage.happened(ValidatorChange.class, "MEANWHILE_" + kind);
    long millis = random.nextLong(100, random.nextBoolean() ? 1_000 : 6_000);
    var length =
        kind == Fault.Kind.LONG_ABSENCE
            ? scenario.forgotten().plusMillis(millis)
            : Duration.ofMillis(millis);
    List<Integer> whom =
        kind == Fault.Kind.CRASH_ALL ? List.copyOf(cluster.members()) : List.of(member);
    return new Fault(kind, change.after(), length, whom, random.nextInt(WRITES));
  }

  /** What was refused, such as under a key that an approver has no more, is agreed to once more. */
  private void attempt(ValidatorChange change, Proposal proposal, int tries) {
    council.propose(
        proposal.type(),
        proposal.content(),
        proposal.change(),
        last -> {
          if (Issuers.applied(last, 0)) {
            underWay = false;
            coverage.happened(change.kind());
            proposal.applied().run();
          } else if (tries < TRIES) {
            attempt(change, proposal, tries + 1);
          } else {
            underWay = false;
          }
        });
  }

  private static byte[] bytes(int member, KeyPurpose purpose, int generation) {
    var keys = Founding.keys(member);
    return switch (purpose) {
      case LOG -> ascii(keys.logs().get(generation).vkey());
      case COSIGNING -> ascii(keys.cosigners().get(generation).vkey());
      case ENGINE -> Founding.engine(member, generation);
      case TRANSACTION, POST_QUANTUM_COSIGNING ->
          throw new IllegalArgumentException("not drawn: " + purpose);
    };
  }

  private static byte[] ascii(Vkey key) {
    return key.text().getBytes(StandardCharsets.US_ASCII);
  }
}
