package org.yipiao.gateway.charge;

import java.util.List;
import org.yipiao.gateway.spool.IssuedInvoice;

/** The answer to one bill. */
public sealed interface Acceptance {

  /**
   * Numbered, signed and on disk.
   *
   * @param again whether the same bill had been accepted before
   */
  record Accepted(IssuedInvoice invoice, boolean again) implements Acceptance {}

  /** Nothing was stored; at least one fault, in the order of the bill. */
  record Refused(List<Fault> faults) implements Acceptance {

    public Refused {
      faults = List.copyOf(faults);
      if (faults.isEmpty()) {
        throw new IllegalArgumentException("a refusal has a reason");
      }
    }

    static Refused of(RefusalReason reason, Place.Part part, Object... parameters) {
      return new Refused(List.of(new Fault(reason, part, parameters)));
    }
  }
}
