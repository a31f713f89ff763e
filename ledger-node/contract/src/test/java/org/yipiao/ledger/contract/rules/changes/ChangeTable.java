package org.yipiao.ledger.contract.rules.changes;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the contract makes of every change, found out by asking it: what is asked × whom it names ×
 * what else is so × who approved it.
 */
final class ChangeTable {

  private final List<Line> lines = new ArrayList<>();

  /** One case. */
  record Line(
      ChangeAct act, Named named, Setting setting, Consent consent, ChangeLedger.Result result) {
    @Override
    public String toString() {
      return "%s of %s, %s, %s".formatted(act, named, setting, consent);
    }
  }

  ChangeTable() {
    Map<Setting, ChangeLedger> ledgers = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      ledgers.put(setting, new ChangeLedger(setting));
    }
    ledgers.forEach((setting, ledger) -> {
      for (ChangeAct act : ChangeAct.values()) {
        for (Named named : Named.values()) {
          if (named.in(setting)) {
            for (Consent consent : Consent.values()) {
              var result = ledger.attempt(act, named, consent);
              lines.add(new Line(act, named, setting, consent, result));
            }
          }
        }
      }
    });
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }
}
