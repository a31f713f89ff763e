package org.yipiao.ledger.server.cosigning;

import java.util.Optional;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.checkpoint.LogSigner;
import org.yipiao.ledger.protocol.checkpoint.PostQuantumCosigner;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;

/** The private keys that a validator has, each found by what the ledger says its public key is. */
public interface SigningKeys {

  /** Signs checkpoints as the log. */
  Optional<LogSigner> log(Vkey named);

  /** Cosigns them. */
  Optional<Cosigner> cosigner(Vkey named);

  /** Cosigns them for archives. */
  Optional<PostQuantumCosigner> postQuantum(Vkey named);

  /**
   * Checks that they are those of a validator.
   *
   * @throws IllegalArgumentException when the key for the log, for cosigning or, where it has one,
   *     for archives is not here
   */
  default void require(GenesisValidator validator, int member) {
    Vkey archives = validator.postQuantumKey();
    if (log(validator.logKey()).isEmpty()
        || cosigner(validator.cosigningKey()).isEmpty()
        || (archives != null && postQuantum(archives).isEmpty())) {
      throw new IllegalArgumentException(
          "the keys of this node are not those of member " + member + " on the ledger");
    }
  }
}
