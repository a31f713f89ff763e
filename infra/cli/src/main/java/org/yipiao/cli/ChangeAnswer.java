package org.yipiao.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.yipiao.platform.reason.Reason;

/**
 * What a step of a change ends with, or what it shows before it goes on.
 *
 * @param lines for people
 * @param json for programs, the same in each language
 * @param asked what is asked before it goes on; nothing has been done until then
 */
record ChangeAnswer(
    ExitCode exit, List<Reason> lines, Map<String, Object> json, Optional<Asked> asked) {

  /**
   * A question, and what is done once it is answered with yes.
   *
   * @param question to whoever sits at the terminal
   */
  record Asked(Reason question, Supplier<ChangeAnswer> then) {}

  ChangeAnswer {
    lines = List.copyOf(lines);
  }

  /** The end of a step. */
  ChangeAnswer(ExitCode exit, List<Reason> lines, Map<String, Object> json) {
    this(exit, lines, json, Optional.empty());
  }

  /** What is shown before a step goes on. */
  static ChangeAnswer shown(List<Reason> lines, Reason question, Supplier<ChangeAnswer> then) {
    return new ChangeAnswer(ExitCode.OK, lines, Map.of(), Optional.of(new Asked(question, then)));
  }
}
