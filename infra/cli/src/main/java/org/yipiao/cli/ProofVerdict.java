package org.yipiao.cli;

import java.util.List;
import org.yipiao.platform.reason.Reason;

/** What {@code verify} found. */
sealed interface ProofVerdict {

  /**
   * Every link holds.
   *
   * @param facts what is proven, a line each; the first word is in no language
   */
  record Holds(List<Reason> facts) implements ProofVerdict {

    public Holds {
      facts = List.copyOf(facts);
    }
  }

  /**
   * Every link holds, and what is proven is that there is no such invoice.
   *
   * @param facts as of {@link Holds}
   */
  record Absent(List<Reason> facts) implements ProofVerdict {

    public Absent {
      facts = List.copyOf(facts);
    }
  }

  /**
   * The first link that does not.
   *
   * @param link its name
   * @param code stable name of the reason
   * @param reason for people
   */
  record Broken(String link, String code, Reason reason) implements ProofVerdict {}
}
