package org.yipiao.ledger.server.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.operation.SuspendMember;

/** What a quorum agrees to: who takes part, under which keys, by which rules. */
final class Council {

  private static final Duration AGREED_FOR = Duration.ofMinutes(10);
  private static final int FIRST_NEWCOMER = 70;
  private static final int MOST_NEWCOMERS = 6;

  private final Scenario scenario;
  private final Desk desk;
  private final Promises promises;
  private final SplittableRandom random;
  private final List<Integer> newcomers = new ArrayList<>();
  private final List<Integer> rotating = new ArrayList<>();
  private int admitted;
  private boolean activating;

  Council(Scenario scenario, Desk desk, Promises promises) {
    this.scenario = scenario;
    this.desk = desk;
    this.promises = promises;
    this.random = scenario.draws(6);
  }

  /** Begins something now and then. */
  void step() {
    if (promises.header().contractVersion() == 1) {
      if (scenario.rules() == Scenario.Rules.ACTIVATES_2
          && !activating
          && random.nextInt(80) == 0) {
        activate();
      }
      return;
    }
    switch (promises.header().contractVersion() == 2 ? random.nextInt(220) : -1) {
      case 0 -> admit();
      case 1, 2 -> rotate(random.nextInt(1, 7));
      case 3 -> anyNewcomer(this::suspend);
      case 4, 5, 6 -> anyNewcomer(this::anchor);
      default -> {}
    }
  }

  private void anyNewcomer(Consumer<Integer> act) {
    if (!newcomers.isEmpty()) {
      act.accept(newcomers.get(random.nextInt(newcomers.size())));
    }
  }

  /** Has it agreed to and submitted by whoever may; one validator may not be asked. */
  void propose(
      OperationType type,
      byte[] content,
      Function<Approved, Operation> change,
      Consumer<List<FinalOperation>> done) {
    var validators = promises.members().validators();
    List<Integer> approvers = new ArrayList<>(validators);
    if (random.nextBoolean()) {
      int place = random.nextInt(approvers.size());
      approvers.remove(/* index */ place);
    }
    var agreement =
        Agreement.until(type, content, promises.members().epoch(), desk.now().plus(AGREED_FOR));
    desk.begin(
        validators.contains(Market.BUREAU) ? Market.BUREAU : Market.OTHER_HOSPITAL,
        List.of(change.apply(desk.keys().approved(agreement, approvers))),
        done);
  }

  private void activate() {
    activating = true;
    long at = promises.header().height() + random.nextLong(15, 40);
    propose(
        OperationType.ACTIVATE_CONTRACT,
        new ActivateContract.Change(2, at).encode(),
        ActivateContract::new,
        last -> activating = Issuers.applied(last, 0));
  }

  private void admit() {
    if (admitted == MOST_NEWCOMERS) {
      return;
    }
    int number = FIRST_NEWCOMER + admitted++;
    int key = desk.keys().fresh();
    var change =
        new AdmitMember.Change(
            number,
            "newcomer-" + number,
            MemberKind.OPERATOR.number(),
            SeededConsortium.creditCode(number).value(),
            desk.keys().pair(key).getPublic().getEncoded(),
            new byte[0]);
    propose(
        OperationType.ADMIT_MEMBER,
        change.encode(),
        AdmitMember::new,
        last -> {
          if (Issuers.applied(last, 0)) {
            desk.keys().becomes(number, key);
            newcomers.add(number);
          }
        });
  }

  private void rotate(int member) {
    // Approvals and transactions under way bear the old key: one change at a time.
    if (!rotating.isEmpty()) {
      return;
    }
    rotating.add(member);
    int next = desk.keys().fresh();
    var change =
        RotateKey.Change.transactionKey(
            member, desk.keys().of(member).getPublic(), desk.keys().pair(next).getPublic());
    propose(
        OperationType.ROTATE_KEY,
        change.encode(),
        RotateKey::new,
        last -> {
          rotating.clear();
          if (Issuers.applied(last, 0)) {
            desk.keys().becomes(member, next);
          }
        });
  }

  private void suspend(int member) {
    propose(
        OperationType.SUSPEND_MEMBER,
        new SuspendMember.Change(member).encode(),
        SuspendMember::new,
        _ -> {});
  }

  private void anchor(int member) {
    desk.begin(
        member,
        List.of(AnchorEvidence.of(PlantedWords.commitment(member), EvidenceKind.ARCHIVE)),
        _ -> {});
  }
}
