package org.yipiao.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Set;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.membership.Approval;
import org.yipiao.ledger.protocol.membership.MemberDirectory;
import org.yipiao.ledger.protocol.proposal.ChangeProposal;
import org.yipiao.platform.reason.Reason;

/**
 * {@code change approve FILE --keys DIR}: shows what would be signed and by whom, and adds one
 * validator's approval once that is agreed to. Where nodes were asked who takes part, so many have
 * to say the same that one of them tells the truth.
 */
final class ChangeApprove implements ChangeStep {

  private final InstantSource clock;

  ChangeApprove(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Set<String> options() {
    return Set.of(ChangeKey.KEYS, ChangePropose.OUT);
  }

  @Override
  public Set<String> flags() {
    return Set.of(ChangeCommand.YES);
  }

  @Override
  public ChangeAnswer run(Arguments arguments) {
    String file = arguments.operand("proposal");
    ChangeProposal proposal = ChangeFile.proposal(file);
    Path out =
        arguments
            .option(ChangePropose.OUT)
            .map(ChangeFile::absent)
            .orElseGet(() -> ChangeFile.path(file));
    ChangeLedger ledger = ChangeLedger.of(arguments);
    ledger.requireAgreement();
    var before = new ChangeReport(ledger, proposal, clock.instant());
    before
        .late()
        .ifPresent(late -> {
          throw ChangeRefusal.of(late);
        });
    new ActivationBounds(ledger.asked())
        .refusal(proposal.operation())
        .ifPresent(never -> {
          throw ChangeRefusal.of(never.reason());
        });
    ChangeKey key = ChangeKey.of(arguments);
    GenesisMember member = validator(ledger, key);
    int number = member.number().value();
    if (proposal.approvalOf(number).isPresent()) {
      throw ChangeRefusal.of(ChangeText.ALREADY_APPROVED, number, member.name());
    }
    var lines = new ArrayList<Reason>();
    lines.add(Reason.of(ChangeText.WOULD_APPROVE, number, member.name(), key.idText()));
    lines.addAll(before.lines());
    return ChangeAnswer.shown(
        lines, Reason.of(ChangeText.SIGN_THIS), () -> approve(ledger, proposal, member, key, out));
  }

  /** Signs what was shown, which is not read again. */
  private ChangeAnswer approve(
      ChangeLedger ledger, ChangeProposal proposal, GenesisMember member, ChangeKey key, Path out) {
    int number = member.number().value();
    var signer = ledger.genesis().signatureSuite(new SecureRandom()).signer(key.privateKey());
    ChangeProposal approved =
        proposal.with(
            Approval.sign(proposal.ledgerId(), proposal.agreement(), number, key.id(), signer));
    var report = new ChangeReport(ledger, approved, clock.instant());
    ChangeFile.write(out, approved.encode());
    var lines = new ArrayList<Reason>(report.progress());
    lines.add(Reason.of(ChangeText.APPROVED, number, member.name(), out.toString()));
    return new ChangeAnswer(ExitCode.OK, lines, report.json());
  }

  private static GenesisMember validator(ChangeLedger ledger, ChangeKey key) {
    MemberDirectory members = ledger.members();
    return ledger
        .holder(key.publicKey())
        .filter(member -> member.validator() != null)
        .filter(member -> !members.suspended(member.number().value()))
        .orElseThrow(() -> ChangeRefusal.of(ChangeText.NOT_A_VALIDATORS_KEY, key.idText()));
  }
}
