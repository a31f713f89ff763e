package org.yipiao.ledger.contract.rules.changes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.contract.rules.Members;
import org.yipiao.ledger.contract.rules.MembershipRules;
import org.yipiao.ledger.contract.state.BlockState;
import org.yipiao.ledger.contract.state.RowChange;
import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approval;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.outcome.Outcome;

/** A ledger in a setting, of which any change can be asked; what it does is taken back. */
final class ChangeLedger {

  private static final int PARTICIPANT = Named.PARTICIPANT.number();
  private static final int SUSPENDED = Named.SUSPENDED.number();

  private final Genesis genesis = SeededConsortium.genesis(2);
  private final BlockState block;
  private final WritableRows rows;
  private final MembershipRules rules = new MembershipRules(genesis);
  private final ChangeRequests requests;
  private final long height;
  private final long nanos;

  /**
   * What came of a change.
   *
   * @param wrote whether it left anything in the state
   */
  record Result(Outcome outcome, Effect before, Effect after, boolean wrote) {}

  ChangeLedger(Setting setting) {
    var ledger = new SimulatedLedger(genesis);
    this.block = new BlockState(ledger.state());
    this.rows = new WritableRows(block);
    this.height = ledger.head().height() + 1;
    this.nanos = ledger.nanosAhead(0);
    this.requests = new ChangeRequests(members(), height);
    apply(ChangeAct.SUSPEND, Named.SUSPENDED);
    switch (setting) {
      case QUIET -> {}
      case EPOCH_ENDS -> apply(ChangeAct.ROTATE_COSIGNING_KEY, Named.FORMER_VALIDATOR);
      case ACTIVATION -> apply(ChangeAct.ACTIVATE, Named.NOBODY);
      case FEWEST -> {
        apply(ChangeAct.SUSPEND, Named.FORMER_VALIDATOR);
        rows.closeEpoch(10);
      }
    }
  }

  private void apply(ChangeAct act, Named named) {
    Outcome outcome = outcome(act, named, Consent.QUORUM);
    if (!outcome.applied()) {
      throw new IllegalStateException("%s of %s: %s".formatted(act, named, outcome));
    }
  }

  Result attempt(ChangeAct act, Named named, Consent consent) {
    int mark = block.mark();
    List<RowChange> rowsBefore = block.changes();
    Effect before = effect(named);
    Outcome outcome = outcome(act, named, consent);
    var result = new Result(outcome, before, effect(named), wrote(rowsBefore));
    block.rollback(mark);
    return result;
  }

  private boolean wrote(List<RowChange> before) {
    List<RowChange> after = block.changes();
    return before.size() != after.size()
        || IntStream.range(0, after.size())
            .anyMatch(i ->
                !before.get(i).key().equals(after.get(i).key())
                    || !Arrays.equals(before.get(i).value(), after.get(i).value()));
  }

  private Outcome outcome(ChangeAct act, Named named, Consent consent) {
    long epoch = members().epoch() + (consent == Consent.OTHER_EPOCH ? 1 : 0);
    long expiry = consent == Consent.EXPIRED ? nanos : nanos + 1;
    Agreement agreement = requests.asked(act, named, epoch, expiry);
    var approved = Approved.by(agreement, approvals(agreement, consent));
    return rules.apply(rows, ChangeRequests.operation(approved), height, nanos).outcome();
  }

  private List<Approval> approvals(Agreement agreement, Consent consent) {
    List<Integer> by =
        new ArrayList<>(
            members().roster().validators().stream()
                .map(Roster.Entry::member)
                .limit(members().roster().quorum())
                .toList());
    switch (consent) {
      case TOO_FEW -> by.removeLast();
      case TWICE -> by.set(by.size() - 1, by.getFirst());
      case PARTICIPANT -> by.add(PARTICIPANT);
      case SUSPENDED -> by.add(SUSPENDED);
      case QUORUM, FALSE_SIGNATURE, OTHER_EPOCH, EXPIRED -> {}
    }
    List<Approval> approvals =
        new ArrayList<>(
            by.stream()
                .map(member -> SeededConsortium.approval(genesis, agreement, member))
                .toList());
    if (consent == Consent.FALSE_SIGNATURE) {
      Approval last = approvals.removeLast();
      approvals.add(new Approval(last.member(), last.keyId(), approvals.getFirst().signature()));
    }
    return approvals;
  }

  private Effect effect(Named named) {
    Members members = members();
    int number = named.number();
    var member = members.member(number);
    boolean newKey =
        member
            .filter(one -> one.transactionKeys().contains(ChangeRequests.NEW_KEY.getPublic()))
            .isPresent();
    return new Effect(
        member.isPresent(),
        newKey,
        members.suspended(number),
        members.roster().validator(number).isPresent(),
        members.epoch(),
        rows.activation().isPresent());
  }

  private Members members() {
    return new Members(genesis, rows);
  }
}
