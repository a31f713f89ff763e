package org.yipiao.ledger.contract.rules.changes;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.platform.reason.Reason;

/** Folds a {@link ChangeTable} into Markdown, for {@code infra/docs/change-states.md}. */
final class ChangePage {

  private final List<ChangeTable.Line> lines;
  private final StringBuilder out = new StringBuilder();

  ChangePage(ChangeTable table) {
    this.lines = table.lines();
  }

  String markdown() {
    text("# What the ledger makes of changes that a quorum approves");
    text("");
    text(
        "Written by the build: the contract, version 2, was asked what it makes of every change, of");
    text(
        "everyone, in every setting, approved in every manner; its %d answers are folded."
            .formatted(lines.size()));
    text(
        "Any member may submit a change; what a suspended one submits is `SUSPENDED`. Names, credit");
    text("codes and keys are new where nothing else is said; a refusal changes nothing.");
    text("");
    text("## Who approved it");
    row("Approved", "Outcome");
    row("---", "---");
    for (Consent consent : Consent.values()) {
      String verdict =
          consent.verdict().applied() ? "judged by the tables below" : code(consent.verdict());
      row(consent.sentence(), verdict);
    }
    text("");
    text("## What it changes");
    text("Another setting is named where it makes a difference.");
    text("");
    changes();
    text("");
    rules();
    text("");
    text("| Whom it names | |");
    row("---", "---");
    Arrays.stream(Named.values()).forEach(named -> row(code(named), named.sentence()));
    text("");
    text("| Setting | |");
    row("---", "---");
    Arrays.stream(Setting.values()).forEach(setting -> row(code(setting), setting.sentence()));
    text("");
    outcomes();
    return out.toString();
  }

  private void changes() {
    row(Stream.concat(Stream.of("Asked"), Arrays.stream(Named.values()).map(ChangePage::code)));
    row(Stream.generate(() -> "---").limit(Named.values().length + 1L));
    for (ChangeAct act : ChangeAct.values()) {
      if (act.ofAMember()) {
        row(
            Stream.concat(
                Stream.of(act.asked()),
                Arrays.stream(Named.values()).map(named -> cell(act, named))));
      }
    }
  }

  private void rules() {
    row("Asked", "Outcome");
    row("---", "---");
    for (ChangeAct act : ChangeAct.values()) {
      if (!act.ofAMember()) {
        row(act.asked(), cell(act, Named.NOBODY));
      }
    }
  }

  /** What it comes to, and where another setting makes it another. */
  private String cell(ChangeAct act, Named named) {
    Map<Setting, Outcome> found = new LinkedHashMap<>();
    for (ChangeTable.Line line : lines) {
      if (line.act() == act && line.named() == named && line.consent() == Consent.QUORUM) {
        found.put(line.setting(), line.result().outcome());
      }
    }
    Outcome usual = found.values().iterator().next();
    return Stream.concat(
            Stream.of(code(usual)),
            found.entrySet().stream()
                .filter(entry -> entry.getValue() != usual)
                .map(entry -> "%s: %s".formatted(code(entry.getKey()), code(entry.getValue()))))
        .collect(Collectors.joining("; "));
  }

  private void outcomes() {
    row("Outcome", "Number", "Meaning");
    row("---", "---", "---");
    lines.stream()
        .map(line -> line.result().outcome())
        .collect(Collectors.toCollection(TreeSet::new))
        .forEach(outcome ->
            row(
                code(outcome),
                String.valueOf(outcome.number()),
                Reason.of(outcome).in(Locale.ENGLISH)));
  }

  private static String code(Enum<?> name) {
    return "`" + name + "`";
  }

  private void row(String... cells) {
    row(Stream.of(cells));
  }

  private void row(Stream<String> cells) {
    text(cells.collect(Collectors.joining(" | ", "| ", " |")));
  }

  private void text(String line) {
    out.append(line).append('\n');
  }
}
