package org.yipiao.cli;

import java.util.List;
import java.util.Map;
import org.yipiao.platform.reason.Reason;

/**
 * What a step of a change ends with.
 *
 * @param lines for people
 * @param json for programs, the same in each language
 */
record ChangeAnswer(ExitCode exit, List<Reason> lines, Map<String, Object> json) {

  ChangeAnswer {
    lines = List.copyOf(lines);
  }
}
