package org.yipiao.invoice.document;

import java.util.List;

/** What came of checking a draft. */
public sealed interface DraftOutcome {

  /** The draft holds and may be issued. */
  record Accepted(CheckedDraft draft, List<DraftWarning> warnings) implements DraftOutcome {
    public Accepted {
      warnings = List.copyOf(warnings);
    }
  }

  /** Every refused field, at least one. */
  record Refused(List<FieldRefusal> refusals) implements DraftOutcome {
    public Refused {
      refusals = List.copyOf(refusals);
      if (refusals.isEmpty()) {
        throw new IllegalArgumentException("a refusal names a field");
      }
    }
  }
}
