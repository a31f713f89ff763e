package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.lies.LieKind;

/** What the log says of who lies. */
final class LieLines {

  private LieLines() {}

  /**
   * The lines that name a member for a kind of lie, each of which says nothing else: no byte of
   * what was ordered, so nothing of a person.
   */
  static List<String> naming(LogLines log, int member, LieKind kind) {
    var lines = log.with("member " + member + " (" + tenant(member) + ") lies, " + kind + ":");
    String whole =
        "\\[] member %d \\(%s\\) lies, %s: %s \\(\\d+ times since the last line\\)"
            .formatted(member, tenant(member), kind, Pattern.quote(kind.sentence()));
    assertThat(lines).allMatch(line -> line.matches(whole), whole);
    return lines;
  }

  static String tenant(int member) {
    return List.of(DevelopmentMember.values()).get(member - 1).tenant();
  }
}
