package org.yipiao.gateway.hl7;

import org.yipiao.gateway.charge.RefusalCode;
import org.yipiao.gateway.charge.RefusalReason;
import org.yipiao.platform.reason.Reason;

/**
 * Why a message was not taken, and where; in no language yet.
 *
 * @param code what programs go by
 * @param reason what a person is told
 */
public record Hl7Refusal(RefusalCode code, Hl7Location location, Reason reason) {

  Hl7Refusal(RefusalReason reason, Hl7Location location, Object... parameters) {
    this(reason.code(), location, Reason.of(reason, parameters));
  }
}
