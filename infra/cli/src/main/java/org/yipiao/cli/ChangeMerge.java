package org.yipiao.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.yipiao.ledger.protocol.proposal.ChangeProposal;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.platform.reason.Reason;

/** {@code change merge FILE FILE... --out FILE}: joins approvals that were made in parallel. */
final class ChangeMerge implements ChangeStep {

  private final InstantSource clock;

  ChangeMerge(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Set<String> options() {
    return Set.of(ChangePropose.OUT);
  }

  @Override
  public ChangeAnswer run(Arguments arguments) {
    List<String> files = arguments.operands("proposal");
    if (files.size() < 2) {
      throw new UsageException("expected two proposals or more");
    }
    Path out =
        ChangeFile.absent(
            arguments
                .option(ChangePropose.OUT)
                .orElseThrow(() -> new UsageException(ChangePropose.OUT + " FILE is needed")));
    ChangeLedger ledger = ChangeLedger.of(arguments);
    ChangeProposal merged = sound(ledger, files.getFirst());
    for (String file : files.subList(1, files.size())) {
      ChangeProposal copy = sound(ledger, file);
      try {
        merged = merged.merged(copy);
      } catch (FormatException refused) {
        throw ChangeRefusal.of(ChangeText.UNREADABLE_FILE, file, refused.reason());
      }
    }
    var report = new ChangeReport(ledger, merged, clock.instant());
    ChangeFile.write(out, merged.encode());
    var lines = new ArrayList<Reason>(report.lines());
    lines.add(Reason.of(ChangeText.MERGED, out.toString()));
    return new ChangeAnswer(ExitCode.OK, lines, report.json());
  }

  /** One approval that does not count would spoil all. */
  private ChangeProposal sound(ChangeLedger ledger, String file) {
    ChangeProposal proposal = ChangeFile.proposal(file);
    List<Reason> faults = new ChangeReport(ledger, proposal, clock.instant()).faults();
    if (!faults.isEmpty()) {
      throw ChangeRefusal.of(ChangeText.UNREADABLE_FILE, file, faults.getFirst());
    }
    return proposal;
  }
}
