package org.yipiao.gateway.spool;

import java.time.Instant;

/** How far a spooled invoice has come. */
public sealed interface Progress {

  /** Numbered, signed and stored here; in no batch that the register has answered for good. */
  record Accepted() implements Progress {}

  /** The register reports it final on the ledger. */
  record Final(Instant at) implements Progress {}

  /** The register or the ledger refused it; a person has to look at it. */
  record Quarantined(Instant at, String code, String reason) implements Progress {}
}
