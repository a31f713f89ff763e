package org.yipiao.ledger.contract.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.state.InvoiceStatus;

class TransitionTableTest {

  private static final TransitionTable TABLE = new TransitionTable();

  @Test
  void theContractDoesInEverySituationWhatTheRulesSay() {
    for (TransitionTable.Line line : TABLE.lines()) {
      SituationLedger.Result result = line.result();
      Caller caller = line.caller() == null ? Caller.CLAIMANT : line.caller();
      var expected = TransitionOracle.expected(result.before(), line.act(), caller, line.claim());
      assertThat(result.outcome()).as("%s", line).isEqualTo(expected.outcome());
      assertThat(result.after()).as("%s", line).isEqualTo(expected.after());
    }
  }

  @Test
  void aRefusalWritesNothing() {
    for (TransitionTable.Line line : TABLE.lines()) {
      var outcome = line.result().outcome();
      if (outcome != null) {
        boolean writes = outcome.applied() && line.act() != Act.ANCHOR;
        assertThat(line.result().wrote()).as("%s", line).isEqualTo(writes);
      }
    }
  }

  @Test
  void theLedgerIsInTheSituationThatIsAsked() {
    for (Situation situation : Situation.all()) {
      var ledger = new SituationLedger(situation, 2);
      Snapshot found = ledger.attempt(Act.ANCHOR, Caller.OPERATOR, 0).before();
      assertThat(found.status()).isEqualTo(situation.status());
      assertThat(found.paperOut()).isEqualTo(situation.paperOut());
      assertThat(found.claims().values()).containsExactlyInAnyOrderElementsOf(situation.claims());
    }
  }

  @Test
  void theTransitionsSayOfEveryStandingWhatTheContractDoes() {
    for (TransitionTable.Line line : TABLE.lines()) {
      Situation now = line.situation();
      InvoiceEvent event = event(line.act());
      boolean asked =
          line.caller()
              == (line.act().name().startsWith("RESERVE") ? Caller.CLAIMANT : Caller.ISSUER);
      if (event != null && asked) {
        InvoiceStatus status = now.status();
        var verdict =
            status == null
                ? InvoiceTransitions.verdictOnUnusedNumber(event)
                : InvoiceTransitions.verdict(
                    new InvoiceStanding(status, now.paperOut(), now.held()), event);
        assertThat(line.result().outcome()).as("%s", line).isEqualTo(verdict);
      }
    }
  }

  @Test
  void theFirstVersionDoesTheSameWhereverItGets() {
    Set<Act> later =
        EnumSet.of(Act.REVERSE, Act.BECOME_RED, Act.PRINT, Act.CANCEL_PAPER, Act.ANCHOR);
    Map<Situation, SituationLedger> first = new HashMap<>();
    for (TransitionTable.Line line : TABLE.lines()) {
      Situation now = line.situation();
      boolean ofTheFirst =
          !now.paperOut() && (now.status() == null || now.status() == InvoiceStatus.ISSUED);
      if (ofTheFirst && !later.contains(line.act())) {
        var ledger = first.computeIfAbsent(now, it -> new SituationLedger(it, 1));
        int claim =
            line.claim() == null ? SituationLedger.NO_CLAIM : SituationLedger.number(line.claim());
        Caller caller = line.caller() == null ? Caller.CLAIMANT : line.caller();
        assertThat(ledger.attempt(line.act(), caller, claim))
            .as("%s", line)
            .isEqualTo(line.result());
      }
    }
  }

  private static @Nullable InvoiceEvent event(Act act) {
    for (InvoiceEvent event : InvoiceEvent.values()) {
      if (event.name().equals(act.name())) {
        return event;
      }
    }
    return null;
  }

  @Test
  void isDrawnInTheDocumentsAsItIs() throws IOException {
    Path page =
        Path.of(System.getProperty("yipiao.root", "../.."), "infra", "docs", "ledger-states.md");
    String drawn = new TransitionPage(TABLE).markdown();
    if (Boolean.getBoolean("yipiao.golden.write")) {
      Files.writeString(page, drawn);
    }
    assertThat(Files.readString(page)).as("-Dyipiao.golden.write=true writes it").isEqualTo(drawn);
  }
}
