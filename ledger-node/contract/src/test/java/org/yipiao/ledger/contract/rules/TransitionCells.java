package org.yipiao.ledger.contract.rules;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.contract.rules.TransitionTable.Line;
import org.yipiao.ledger.contract.state.ClaimState;
import org.yipiao.ledger.protocol.outcome.Outcome;

/** What all the lines of a {@link TransitionTable} that a cell of a page stands for say. */
final class TransitionCells {

  private final List<Line> lines;

  TransitionCells(List<Line> lines) {
    this.lines = lines;
  }

  static String code(@Nullable Object name) {
    return "`" + name + "`";
  }

  /** What becomes of a number by an act, asked by the member whose it is to ask. */
  String ofForm(Act act, Form form) {
    return folded(asked(act), line -> line.form() == form, TransitionCells::ofForm);
  }

  private static String ofForm(Line line) {
    Outcome outcome = line.result().outcome();
    if (outcome != null && !outcome.applied()) {
      return code(outcome);
    }
    return line.form() == line.formAfter() ? "✓" : "→ " + code(line.formAfter());
  }

  /**
   * What becomes of a claim by an act, asked by its payer: a cell for no claim and for each state,
   * with the forms of the number for which a row of them holds.
   */
  Map<List<String>, List<Form>> ofClaims(Act act) {
    Map<List<String>, List<Form>> byCells = new LinkedHashMap<>();
    Map<Form, List<String>> cells = new EnumMap<>(Form.class);
    for (Form form : Form.values()) {
      cells.put(form, ofClaims(act, form));
    }
    cells.forEach((form, of) -> {
      List<String> like =
          byCells.keySet().stream().filter(other -> agree(other, of)).findFirst().orElse(of);
      List<Form> forms = byCells.remove(like);
      List<Form> more = new ArrayList<>(forms == null ? List.of() : forms);
      more.add(form);
      byCells.put(forms == null ? of : merged(like, of), more);
    });
    return byCells;
  }

  private List<String> ofClaims(Act act, Form form) {
    List<Line> asked = asked(act);
    var cells = new ArrayList<String>();
    cells.add(
        act == Act.EXPIRE
            ? ""
            : folded(
                asked,
                line -> line.form() == form && line.claim() == null,
                TransitionCells::ofClaim));
    for (ClaimState state : ClaimState.values()) {
      cells.add(
          folded(
              asked,
              line -> line.form() == form && line.claim() == state,
              TransitionCells::ofClaim));
    }
    return cells;
  }

  private static String ofClaim(Line line) {
    Outcome outcome = line.result().outcome();
    if (outcome != null && !outcome.applied()) {
      return code(outcome);
    }
    ClaimState after = line.claimAfter();
    if (after == null || line.act() == Act.RESERVE_ITS_BENEFIT) {
      return "new claim";
    }
    boolean stays = line.claim() == after && line.act() == Act.EXPIRE;
    return stays ? "–" : "→ " + code(after);
  }

  /** Whether two rows say nothing different where both say something. */
  private static boolean agree(List<String> one, List<String> other) {
    for (int i = 0; i < one.size(); i++) {
      if (!one.get(i).equals(other.get(i)) && !one.get(i).isEmpty() && !other.get(i).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static List<String> merged(List<String> one, List<String> other) {
    var merged = new ArrayList<String>();
    for (int i = 0; i < one.size(); i++) {
      merged.add(one.get(i).isEmpty() ? other.get(i) : one.get(i));
    }
    return merged;
  }

  /** What a caller is answered in all situations. */
  String verdicts(Act act, Caller caller) {
    Set<@Nullable Outcome> found =
        lines.stream()
            .filter(line -> line.act() == act && line.caller() == caller)
            .map(line -> line.result().outcome())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    boolean always = found.size() == 1 && !found.contains(Outcome.APPLIED);
    if (always || (!found.contains(Outcome.APPLIED) && caller != asks(act))) {
      return found.stream().map(TransitionCells::code).collect(Collectors.joining(", "));
    }
    return "judged";
  }

  /** Who asks for it in the tables. */
  private static @Nullable Caller asks(Act act) {
    return switch (act) {
      case ALLOCATE -> Caller.REGULATOR;
      case ISSUE, BECOME_RED, REVERSE, PRINT, CANCEL_PAPER -> Caller.ISSUER;
      case RESERVE_ELECTRONIC,
          RESERVE_PAPER,
          ANCHOR,
          RESERVE_ITS_ID,
          RESERVE_ITS_BENEFIT,
          COMMIT,
          SETTLE,
          RELEASE,
          RETURN_PART,
          RETURN_ALL ->
          Caller.CLAIMANT;
      case EXPIRE -> null;
    };
  }

  private List<Line> asked(Act act) {
    return lines.stream().filter(line -> line.act() == act && line.caller() == asks(act)).toList();
  }

  /** What all those lines say; empty when there are none. */
  private static String folded(
      List<Line> lines, Predicate<Line> which, Function<Line, String> cell) {
    return lines.stream().filter(which).map(cell).distinct().collect(Collectors.joining(" / "));
  }
}
