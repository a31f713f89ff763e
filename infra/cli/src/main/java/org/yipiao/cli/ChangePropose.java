package org.yipiao.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.SuspendMember;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.ledger.protocol.proposal.ChangeProposal;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.platform.reason.Reason;

/**
 * {@code change propose admit DRAFT | rotate DRAFT | suspend --member N | contract --version N
 * --at-height H}: writes a proposal that nobody has approved yet.
 */
final class ChangePropose implements ChangeStep {

  static final String OUT = "--out";

  private static final String MEMBER = "--member";
  private static final String VERSION = "--version";
  private static final String HEIGHT = "--at-height";
  private static final String HOURS = "--valid-hours";
  private static final long MOST_HOURS = 30 * 24;
  private static final long USUAL_HOURS = 24;

  private final InstantSource clock;

  ChangePropose(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Set<String> options() {
    return Set.of(OUT, MEMBER, VERSION, HEIGHT, HOURS);
  }

  @Override
  public ChangeAnswer run(Arguments arguments) {
    List<String> operands = arguments.operands("kind of change");
    Path out =
        ChangeFile.absent(
            arguments.option(OUT).orElseThrow(() -> new UsageException(OUT + " FILE is needed")));
    ChangeDraft draft = draft(operands, arguments);
    ChangeLedger ledger = ChangeLedger.of(arguments);
    new ChangeForecast(ledger).require(draft.operation());
    Instant now = clock.instant();
    var proposal =
        ChangeProposal.of(
            draft,
            ledger.genesis().ledgerId(),
            ledger.members().epoch(),
            EpochNanos.of(expiry(arguments, now)));
    var report = new ChangeReport(ledger, proposal, now);
    ChangeFile.write(out, proposal.encode());
    var lines = new ArrayList<Reason>(report.lines());
    lines.add(Reason.of(ChangeText.PROPOSED, out.toString()));
    return new ChangeAnswer(ExitCode.OK, lines, report.json());
  }

  private static ChangeDraft draft(List<String> operands, Arguments arguments) {
    String kind = operands.getFirst();
    return switch (kind) {
      case "admit" -> draft(operands, OperationType.ADMIT_MEMBER);
      case "rotate" -> draft(operands, OperationType.ROTATE_KEY);
      case "suspend" -> {
        alone(operands);
        var change = new SuspendMember.Change((int) number(arguments, MEMBER, 1, 0x7fff_ffff));
        yield new ChangeDraft(OperationType.SUSPEND_MEMBER, change.encode());
      }
      case "contract" -> {
        alone(operands);
        var change =
            new ActivateContract.Change(
                (int) number(arguments, VERSION, 1, 0x7fff_ffff),
                number(arguments, HEIGHT, 1, Long.MAX_VALUE));
        yield new ChangeDraft(OperationType.ACTIVATE_CONTRACT, change.encode());
      }
      default -> throw new UsageException("propose takes admit, rotate, suspend or contract");
    };
  }

  private static ChangeDraft draft(List<String> operands, OperationType type) {
    if (operands.size() != 2) {
      throw new UsageException("propose " + operands.getFirst() + " takes one draft");
    }
    String file = operands.getLast();
    ChangeDraft draft = ChangeFile.draft(file);
    if (draft.type() != type) {
      throw ChangeRefusal.unreadable(
          ChangeText.OTHER_OPERATION, file, type.name(), draft.type().name());
    }
    return draft;
  }

  private static void alone(List<String> operands) {
    if (operands.size() != 1) {
      throw new UsageException("unexpected " + operands.get(1));
    }
  }

  private static Instant expiry(Arguments arguments, Instant now) {
    long hours = arguments.has(HOURS) ? number(arguments, HOURS, 1, MOST_HOURS) : USUAL_HOURS;
    return now.plus(Duration.ofHours(hours)).truncatedTo(ChronoUnit.SECONDS);
  }

  static long number(Arguments arguments, String option, long least, long most) {
    String text =
        arguments.option(option).orElseThrow(() -> new UsageException(option + " N is needed"));
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new UsageException(option + " takes a whole number, not " + text);
    }
    throw new UsageException(option + " takes " + least + " to " + most + ", not " + text);
  }
}
