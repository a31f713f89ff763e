package org.yipiao.ledger.server.cosigning;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.checkpoint.LogSigner;
import org.yipiao.ledger.protocol.checkpoint.PostQuantumCosigner;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;

/**
 * What this validator signs with at a size: nothing where it is no validator, or the key that the
 * ledger names is not here. Safe for use by several threads.
 */
public final class OwnKeys {

  private final Validators validators;
  private final int self;
  private final Remembered<LogSigner> log;
  private final Remembered<Cosigner> cosigner;
  private final Remembered<PostQuantumCosigner> postQuantum;

  /**
   * @param self this validator's member number
   */
  public OwnKeys(Validators validators, int self, SigningKeys keys) {
    this.validators = validators;
    this.self = self;
    this.log = new Remembered<>(keys::log);
    this.cosigner = new Remembered<>(keys::cosigner);
    this.postQuantum = new Remembered<>(keys::postQuantum);
  }

  int self() {
    return self;
  }

  Optional<LogSigner> log(long size) {
    return at(size, log, GenesisValidator::logKey);
  }

  Optional<Cosigner> cosigner(long size) {
    return at(size, cosigner, GenesisValidator::cosigningKey);
  }

  Optional<PostQuantumCosigner> postQuantum(long size) {
    return at(size, postQuantum, GenesisValidator::postQuantumKey);
  }

  private <T> Optional<T> at(
      long size, Remembered<T> signers, Function<GenesisValidator, @Nullable Vkey> named) {
    return validators.at(size).roster().validator(self).map(named).flatMap(signers::get);
  }

  /** The signer of the key that was asked for last: it changes with an epoch at most. */
  private static final class Remembered<T> {

    private record Found<T>(Vkey named, Optional<T> signer) {}

    private final Function<Vkey, Optional<T>> keys;
    private volatile @Nullable Found<T> last;

    Remembered(Function<Vkey, Optional<T>> keys) {
      this.keys = keys;
    }

    Optional<T> get(Vkey named) {
      var known = last;
      if (known == null || !known.named().equals(named)) {
        known = new Found<>(named, keys.apply(named));
        last = known;
      }
      return known.signer();
    }
  }
}
