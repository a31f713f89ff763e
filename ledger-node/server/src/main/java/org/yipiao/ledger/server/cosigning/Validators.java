package org.yipiao.ledger.server.cosigning;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.wire.Digest;

/** The validators' cosigning keys and how many of them make a quorum. */
public final class Validators {

  /** Some seconds' worth. */
  private static final int VERIFIED = 1_024;

  private final String origin;
  private final int quorum;
  private final Map<Integer, Vkey> keys = new HashMap<>();
  private final Map<Integer, Vkey> postQuantumKeys = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();

  private final Map<Digest, Boolean> verified =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Boolean> eldest) {
          return size() > VERIFIED;
        }
      };

  public Validators(Genesis genesis) {
    this.origin = genesis.origin();
    this.quorum = genesis.quorum();
    genesis
        .validators()
        .forEach((member, validator) -> {
          keys.put(member.number().value(), cosigningKey(validator));
          Vkey postQuantum = validator.postQuantumKey();
          if (postQuantum != null) {
            postQuantumKeys.put(member.number().value(), postQuantum);
          }
          names.put(member.number().value(), member.name());
        });
  }

  private static Vkey cosigningKey(GenesisValidator validator) {
    return validator.cosigningKey();
  }

  public String origin() {
    return origin;
  }

  public int quorum() {
    return quorum;
  }

  /** A validator's cosigning key, by its member number. */
  public Optional<Vkey> key(int member) {
    return Optional.ofNullable(keys.get(member));
  }

  /** The ML-DSA-44 keys of the validators that have one, by their member numbers. */
  Map<Integer, Vkey> postQuantumKeys() {
    return postQuantumKeys;
  }

  /** The validators' names by their member numbers. */
  public Map<Integer, String> names() {
    return Map.copyOf(names);
  }

  /**
   * Whether a cosignature was made by the member it names. The same bytes come several times: seen,
   * ordered, sent again.
   */
  public boolean valid(Cosignature cosignature) {
    Digest bytes = Digest.sha256(cosignature.encode());
    synchronized (verified) {
      if (verified.containsKey(bytes)) {
        return true;
      }
    }
    boolean valid =
        key(cosignature.member())
            .map(key ->
                Cosigner.verify(
                        key,
                        new Checkpoint(origin, cosignature.size(), cosignature.root()),
                        cosignature.line(key))
                    .isPresent())
            .orElse(false);
    if (valid) {
      synchronized (verified) {
        verified.put(bytes, true);
      }
    }
    return valid;
  }
}
