package org.yipiao.ledger.contract.rules;

import static org.yipiao.ledger.contract.rules.TransitionCells.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yipiao.ledger.contract.rules.TransitionTable.Line;
import org.yipiao.ledger.contract.state.ClaimState;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.platform.reason.Reason;

/** Folds a {@link TransitionTable} into Markdown, for {@code infra/docs/ledger-states.md}. */
final class TransitionPage {

  private final List<Line> lines;
  private final TransitionCells cells;
  private final StringBuilder out = new StringBuilder();

  TransitionPage(TransitionTable table) {
    this.lines = table.lines();
    this.cells = new TransitionCells(lines);
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
                  : present.stream().map(TransitionCells::code).collect(Collectors.joining(", "));
      row(Stream.of(code(form), form.sentence(), claims));
    }
  }

  private void invoices() {
    var columns = new ArrayList<String>(List.of("What", "Asked"));
    Stream.of(Form.values()).map(TransitionCells::code).forEach(columns::add);
    head(columns);
    for (Act act : Act.values()) {
      if (!act.ofAClaim()) {
        Stream<String> ofForms = Stream.of(Form.values()).map(form -> cells.ofForm(act, form));
        row(Stream.concat(Stream.of(code(act), act.words()), ofForms));
      }
    }
  }

  private void claims() {
    var columns =
        new ArrayList<String>(List.of("What", "Asked", "While the number is", "no claim"));
    Stream.of(ClaimState.values()).map(TransitionCells::code).forEach(columns::add);
    head(columns);
    for (Act act : Act.values()) {
      if (act.ofAClaim()) {
        cells
            .ofClaims(act)
            .forEach((ofStates, forms) ->
                row(
                    Stream.concat(
                        Stream.of(code(act), act.words(), named(forms)), ofStates.stream())));
      }
    }
  }

  private static String named(List<Form> forms) {
    return forms.size() == Form.values().length
        ? "anything"
        : forms.stream().map(TransitionCells::code).collect(Collectors.joining(", "));
  }

  private void claimStates() {
    head(List.of("Claim", "Meaning"));
    for (ClaimState state : ClaimState.values()) {
      row(Stream.of(code(state), state.sentence()));
    }
  }

  private void callers() {
    var columns = new ArrayList<String>(List.of("What"));
    Stream.of(Caller.values()).map(TransitionCells::code).forEach(columns::add);
    head(columns);
    for (Act act : Act.values()) {
      if (act != Act.EXPIRE) {
        Stream<String> verdicts =
            Stream.of(Caller.values()).map(caller -> cells.verdicts(act, caller));
        row(Stream.concat(Stream.of(code(act)), verdicts));
      }
    }
    text("");
    head(List.of("Who", "Meaning"));
    for (Caller caller : Caller.values()) {
      row(Stream.of(code(caller), caller.sentence()));
    }
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
}
