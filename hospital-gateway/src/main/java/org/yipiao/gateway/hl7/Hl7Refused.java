package org.yipiao.gateway.hl7;

import java.io.Serial;
import org.yipiao.gateway.charge.RefusalCode;

/** Ends the reading of one message; carries everything its acknowledgement says. */
final class Hl7Refused extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Hl7Refusal refusal;

  Hl7Refused(Hl7Refusal refusal) {
    super(refusal.code().name(), null, false, false);
    this.refusal = refusal;
  }

  static Hl7Refused unparseable(String segment, int field, String reason) {
    return new Hl7Refused(
        new Hl7Refusal(RefusalCode.NOT_PARSEABLE, new Hl7Location(segment, 1, field), reason));
  }

  Hl7Refusal refusal() {
    return refusal;
  }
}
