package org.yipiao.ledger.server.simulation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.checkpoint.LogSigner;
import org.yipiao.ledger.protocol.checkpoint.PostQuantumCosigner;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.cosigning.SigningKeys;

/** The consortium of all scenarios, whose keys are the same in every run. */
record Founding(Genesis genesis, TrustRoot trust) {

  /** How many keys of one purpose a member has in a scenario at most. */
  static final int GENERATIONS = 4;

  private static final int APART = 1_000;

  private static final Map<Integer, SeededKeys> KEYS = new ConcurrentHashMap<>();
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

  /** A member's keys, those among them that are to follow the first ones in their order. */
  static SeededKeys keys(int member) {
    return KEYS.computeIfAbsent(member, Founding::made);
  }

  private static SeededKeys made(int member) {
    return new SeededKeys(
        IntStream.range(0, GENERATIONS).mapToObj(next -> log(member, next)).toList(),
        IntStream.range(0, GENERATIONS).mapToObj(next -> cosigner(member, next)).toList());
  }

  private static LogSigner log(int member, int generation) {
    return SeededConsortium.logSigner(member + APART * generation);
  }

  private static Cosigner cosigner(int member, int generation) {
    Cosigner first = SeededConsortium.cosigner(member);
    if (generation == 0) {
      return first;
    }
    String purpose = "cosign %d for the %d. time".formatted(member, generation);
    byte[] seed = Digest.sha256(purpose.getBytes(StandardCharsets.US_ASCII)).bytes();
    return new Cosigner(
        Vkey.cosigner(first.vkey().name(), Ed25519Keys.publicKeyFromSeed(seed)),
        Ed25519Keys.signerFromSeed(seed));
  }

  /** DER bytes of a certificate that is to follow the one that a member's engine has. */
  static byte[] engine(int member, int generation) {
    return SeededConsortium.validator(member + APART * generation).engineCertificateBytes();
  }

  /** A member's keys, all that it ever has. */
  record SeededKeys(List<LogSigner> logs, List<Cosigner> cosigners) implements SigningKeys {

    /** The first of those for the log. */
    LogSigner log() {
      return logs.getFirst();
    }

    /** The first of those for cosigning. */
    Cosigner cosigner() {
      return cosigners.getFirst();
    }

    @Override
    public Optional<LogSigner> log(Vkey named) {
      return logs.stream().filter(key -> key.vkey().equals(named)).findFirst();
    }

    @Override
    public Optional<Cosigner> cosigner(Vkey named) {
      return cosigners.stream().filter(key -> key.vkey().equals(named)).findFirst();
    }

    @Override
    public Optional<PostQuantumCosigner> postQuantum(Vkey named) {
      return Optional.empty();
    }
  }
}
