package org.yipiao.ledger.server.cosigning;

import java.util.Optional;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.checkpoint.LogSigner;
import org.yipiao.ledger.protocol.checkpoint.PostQuantumCosigner;
import org.yipiao.ledger.protocol.checkpoint.Vkey;

/** The private keys that a validator has, each found by what the ledger says its public key is. */
public interface SigningKeys {

  /** Signs checkpoints as the log. */
  Optional<LogSigner> log(Vkey named);

  /** Cosigns them. */
  Optional<Cosigner> cosigner(Vkey named);

  /** Cosigns them for archives. */
  Optional<PostQuantumCosigner> postQuantum(Vkey named);
}
