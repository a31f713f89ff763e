package org.yipiao.ledger.server.succession;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;

/**
 * Signs that this node holds the state of a stop, by the key that those who stopped know and by no
 * other: what nobody counts would only look as if this node had done its part.
 */
final class StopSigner {

  private static final Logger LOG = LoggerFactory.getLogger(StopSigner.class);

  private final String origin;
  private final int member;
  private final Supplier<List<EngineIdentity>> identities;

  /** What was said last of a key that is not here, so that it is said once. */
  private volatile String trouble = "";

  /**
   * @param origin of the ledger
   * @param identities this member's keys of whom the validators know
   */
  StopSigner(String origin, int member, Supplier<List<EngineIdentity>> identities) {
    this.origin = origin;
    this.member = member;
    this.identities = identities;
  }

  String origin() {
    return origin;
  }

  /** Whether it makes a difference that this member signs. */
  boolean counts(Roster before) {
    return before.validator(member).isPresent();
  }

  /** With what this node says, where its key is here, beside what is valid of the others' words. */
  StopProof sign(StopProof said, Roster before) {
    EngineStop stop = said.stop();
    return before
        .validator(member)
        .flatMap(validator -> identity(validator, stop))
        .map(identity -> StopProof.saidBy(stop, member, identity.sign(stop.statement(origin))))
        .map(own -> own.with(said, origin, before))
        .orElse(said);
  }

  private Optional<EngineIdentity> identity(GenesisValidator validator, EngineStop stop) {
    byte[] certificate = validator.engineCertificateBytes();
    Optional<EngineIdentity> known =
        identities.get().stream()
            .filter(one -> Arrays.equals(one.certificateDer(), certificate))
            .findFirst();
    if (known.isEmpty()) {
      say(
          ("member %d cannot sign that it holds the state of %s: "
                  + "the key of its engine is not here whose certificate has SHA-256 %s")
              .formatted(member, stop, Digest.sha256(certificate)));
    }
    return known;
  }

  private void say(String text) {
    if (!text.equals(trouble)) {
      LOG.error("{}", text);
      trouble = text;
    }
  }
}
