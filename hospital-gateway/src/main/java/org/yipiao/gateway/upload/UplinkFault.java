package org.yipiao.gateway.upload;

import org.yipiao.platform.reason.ReasonCode;

/** Why the gateway itself puts off or quarantines an invoice. */
enum UplinkFault implements ReasonCode {
  NUMBER_TAKEN,
  TOO_LARGE,
  REGISTER_FAILED,
  /** By an outcome that this gateway does not know. */
  LEDGER_REFUSED;

  @Override
  public String key() {
    return "uplink." + name();
  }
}
