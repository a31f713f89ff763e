package org.yipiao.ledger.server.succession;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;

/**
 * Signs that this node holds the state of a stop.
 *
 * @param origin of the ledger
 * @param identities this member's keys of whom the validators know
 */
record StopSigner(String origin, int member, Supplier<List<EngineIdentity>> identities) {

  /** Whether it makes a difference that this member signs. */
  boolean counts(Roster before) {
    return before.validator(member).isPresent();
  }

  /** What it says alone, by the key that those who stopped know. */
  StopProof sign(EngineStop stop, Roster before) {
    byte[] certificate =
        before
            .validator(member)
            .map(validator -> validator.engineCertificateBytes())
            .orElse(new byte[0]);
    List<EngineIdentity> all = identities.get();
    EngineIdentity identity =
        all.stream()
            .filter(one -> Arrays.equals(one.certificateDer(), certificate))
            .findFirst()
            .orElse(all.getFirst());
    return StopProof.saidBy(stop, member, identity.sign(stop.statement(origin)));
  }
}
