package org.yipiao.ledger.server.simulation;

import java.util.List;
import java.util.Optional;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.checkpoint.LogSigner;
import org.yipiao.ledger.protocol.checkpoint.PostQuantumCosigner;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.server.cosigning.SigningKeys;

/** The consortium of all scenarios, whose keys are the same in every run. */
record Founding(Genesis genesis, TrustRoot trust) {

  private static final Founding FIRST = under(1);
  private static final Founding SECOND = under(2);

  private static Founding under(int contractVersion) {
    var genesis = SeededConsortium.genesis(contractVersion);
    return new Founding(genesis, TrustRoot.of(genesis, List.of()));
  }

  static Founding of(Scenario.Rules rules) {
    return switch (rules) {
      case VERSION_1, ACTIVATES_2 -> FIRST;
      case VERSION_2 -> SECOND;
    };
  }

  static SeededKeys keys(int member) {
    return new SeededKeys(SeededConsortium.logSigner(member), SeededConsortium.cosigner(member));
  }

  /** A member's keys, which stay the same. */
  record SeededKeys(LogSigner log, Cosigner cosigner) implements SigningKeys {

    @Override
    public Optional<LogSigner> log(Vkey named) {
      return Optional.of(log).filter(key -> key.vkey().equals(named));
    }

    @Override
    public Optional<Cosigner> cosigner(Vkey named) {
      return Optional.of(cosigner).filter(key -> key.vkey().equals(named));
    }

    @Override
    public Optional<PostQuantumCosigner> postQuantum(Vkey named) {
      return Optional.empty();
    }
  }
}
