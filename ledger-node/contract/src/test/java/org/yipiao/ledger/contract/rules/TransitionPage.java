package org.yipiao.ledger.contract.rules;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.contract.rules.TransitionTable.Line;
import org.yipiao.ledger.contract.state.ClaimState;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.platform.reason.Reason;

/** Folds a {@link TransitionTable} into Markdown, for {@code infra/docs/ledger-states.md}. */
final class TransitionPage {

  private final List<Line> lines;
  private final StringBuilder out = new StringBuilder();

  TransitionPage(TransitionTable table) {
    this.lines = table.lines();
  }

  String markdown() {
    text("# States of an invoice on the ledger");
    text("");
    text(
        "Written by the build: the contract, version 2, was asked what it makes of every operation by");
    text(
        "every kind of member in every situation, and the "
            + lines.size()
            + " answers are folded.");
    text("Amounts always fit and ids are new; a refusal changes nothing. In version 1 there is no");
    text(
        "`ReverseInvoice`, `MarkPaperPrinted`, `CancelPaper` or `AnchorEvidence`, and the rest is as here.");
    text("");
    out.append(TransitionDiagrams.ofInvoices(lines));
    text("");
    forms();
    text("");
    text("## What an invoice permits");
    text(
        "Asked by the member whose it is to ask. `→` names what the number is afterwards, `✓` says that it");
    text("stays what it is.");
    text("");
    invoices();
    text("");
    text("## What a claim permits");
    text(
        "Asked by the claim's payer. Claims on one invoice touch one another in amount and benefit alone.");
    text("");
    out.append(TransitionDiagrams.ofClaims(lines));
    text("");
    claims();
    text("");
    claimStates();
    text("");
    text("## Who may ask");
    text("`judged` by the tables above, or always the same.");
    text("");
    callers();
    text("");
    outcomes();
    return out.toString();
  }

  private void text(String line) {
    out.append(line).append('\n');
  }

  private void row(Stream<String> cells) {
    text(cells.collect(Collectors.joining(" | ", "| ", " |")));
  }

  private void head(List<String> cells) {
    row(cells.stream());
    text("|---".repeat(cells.size()) + "|");
  }

  private void forms() {
    head(List.of("Number", "Meaning", "Claims that can be there"));
    for (Form form : Form.values()) {
      Set<ClaimState> present =
          lines.stream()
              .filter(line -> line.form() == form)
              .flatMap(line -> line.situation().claims().stream())
              .collect(Collectors.toCollection(TreeSet::new));
      String claims =
          present.isEmpty()
              ? "none"
              : present.size() == ClaimState.values().length
                  ? "any"
                  : present.stream().map(TransitionPage::code).collect(Collectors.joining(", "));
      row(Stream.of(code(form), form.sentence(), claims));
    }
  }

  private void invoices() {
    var columns = new ArrayList<String>(List.of("What", "Asked"));
    Stream.of(Form.values()).map(TransitionPage::code).forEach(columns::add);
    head(columns);
    for (Act act : Act.values()) {
      if (!act.ofAClaim()) {
        List<Line> asked = asked(act);
        Stream<String> cells =
            Stream.of(Form.values())
                .map(form -> folded(asked, line -> line.form() == form, TransitionPage::ofForm));
        row(Stream.concat(Stream.of(code(act), act.words()), cells));
      }
    }
  }

  private void claims() {
    var columns =
        new ArrayList<String>(List.of("What", "Asked", "While the number is", "no claim"));
    Stream.of(ClaimState.values()).map(TransitionPage::code).forEach(columns::add);
    head(columns);
    for (Act act : Act.values()) {
      if (act.ofAClaim()) {
        Map<List<String>, List<Form>> byCells = new LinkedHashMap<>();
        Map<Form, List<String>> cells = new EnumMap<>(Form.class);
        for (Form form : Form.values()) {
          cells.put(form, claimCells(act, form));
        }
        cells.forEach((form, of) -> {
          List<String> like =
              byCells.keySet().stream().filter(other -> agree(other, of)).findFirst().orElse(of);
          List<Form> forms = byCells.remove(like);
          List<Form> more = new ArrayList<>(forms == null ? List.of() : forms);
          more.add(form);
          byCells.put(forms == null ? of : merged(like, of), more);
        });
        byCells.forEach((of, forms) ->
            row(
                Stream.concat(
                    Stream.of(
                        code(act),
                        act.words(),
                        forms.size() == Form.values().length
                            ? "anything"
                            : forms.stream()
                                .map(TransitionPage::code)
                                .collect(Collectors.joining(", "))),
                    of.stream())));
      }
    }
  }

  private List<String> claimCells(Act act, Form form) {
    List<Line> asked = asked(act);
    var cells = new ArrayList<String>();
    cells.add(
        act == Act.EXPIRE
            ? ""
            : folded(
                asked,
                line -> line.form() == form && line.claim() == null,
                TransitionPage::ofClaim));
    for (ClaimState state : ClaimState.values()) {
      cells.add(
          folded(
              asked,
              line -> line.form() == form && line.claim() == state,
              TransitionPage::ofClaim));
    }
    return cells;
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

  private void claimStates() {
    head(List.of("Claim", "Meaning"));
    for (ClaimState state : ClaimState.values()) {
      row(Stream.of(code(state), state.sentence()));
    }
  }

  private void callers() {
    var columns = new ArrayList<String>(List.of("What"));
    Stream.of(Caller.values()).map(TransitionPage::code).forEach(columns::add);
    head(columns);
    for (Act act : Act.values()) {
      if (act != Act.EXPIRE) {
        Stream<String> cells = Stream.of(Caller.values()).map(caller -> verdicts(act, caller));
        row(Stream.concat(Stream.of(code(act)), cells));
      }
    }
    text("");
    head(List.of("Who", "Meaning"));
    for (Caller caller : Caller.values()) {
      row(Stream.of(code(caller), caller.sentence()));
    }
  }

  /** What this caller is answered in all situations. */
  private String verdicts(Act act, Caller caller) {
    Set<@Nullable Outcome> found =
        lines.stream()
            .filter(line -> line.act() == act && line.caller() == caller)
            .map(line -> line.result().outcome())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    boolean always = found.size() == 1 && !found.contains(Outcome.APPLIED);
    if (always || (!found.contains(Outcome.APPLIED) && caller != asks(act))) {
      return found.stream().map(TransitionPage::code).collect(Collectors.joining(", "));
    }
    return "judged";
  }

  private void outcomes() {
    Map<Integer, Outcome> found = new TreeMap<>();
    for (Line line : lines) {
      Outcome outcome = line.result().outcome();
      if (outcome != null) {
        found.put(outcome.number(), outcome);
      }
    }
    head(List.of("Outcome", "Number", "Meaning"));
    found.forEach((number, outcome) ->
        row(Stream.of(code(outcome), number.toString(), Reason.of(outcome).in(Locale.ENGLISH))));
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

  private static String ofForm(Line line) {
    Outcome outcome = line.result().outcome();
    if (outcome != null && !outcome.applied()) {
      return code(outcome);
    }
    return line.form() == line.formAfter() ? "✓" : "→ " + code(line.formAfter());
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

  private static String code(@Nullable Object name) {
    return "`" + name + "`";
  }
}
