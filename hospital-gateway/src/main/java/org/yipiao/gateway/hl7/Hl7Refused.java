package org.yipiao.gateway.hl7;

import java.io.Serial;
import org.yipiao.gateway.charge.RefusalReason;

/** Ends the reading of one message; carries everything its acknowledgement says. */
final class Hl7Refused extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Hl7Refusal refusal;

  Hl7Refused(Hl7Refusal refusal) {
    super(refusal.code().name(), null, false, false);
    this.refusal = refusal;
  }

  Hl7Refused(RefusalReason reason, Hl7Location location, Object... parameters) {
    this(new Hl7Refusal(reason, location, parameters));
  }

  Hl7Refusal refusal() {
    return refusal;
  }
}
