package org.yipiao.gateway.charge;

import org.yipiao.platform.reason.Reason;

/**
 * One thing that is wrong with a bill, in no language yet.
 *
 * @param code what programs go by
 * @param reason what a person is told
 */
public record Fault(RefusalCode code, Place place, Reason reason) {

  public Fault(RefusalReason reason, Place place, Object... parameters) {
    this(reason.code(), place, Reason.of(reason, parameters));
  }

  public Fault(RefusalReason reason, Place.Part part, Object... parameters) {
    this(reason, Place.of(part), parameters);
  }
}
