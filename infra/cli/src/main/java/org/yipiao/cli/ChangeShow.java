package org.yipiao.cli;

import java.time.InstantSource;
import java.util.Set;

/** {@code change show FILE}: what a proposal would do and how far it is. */
final class ChangeShow implements ChangeStep {

  private final InstantSource clock;

  ChangeShow(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Set<String> options() {
    return Set.of();
  }

  @Override
  public ChangeAnswer run(Arguments arguments) {
    var proposal = ChangeFile.proposal(arguments.operand("proposal"));
    var report = new ChangeReport(ChangeLedger.of(arguments), proposal, clock.instant());
    return new ChangeAnswer(
        report.sound() ? ExitCode.OK : ExitCode.FAILED, report.lines(), report.json());
  }
}
