package org.yipiao.ledger.protocol.statemap;

import java.util.Arrays;
import java.util.Optional;
import org.yipiao.ledger.protocol.bundle.LedgerProof;
import org.yipiao.ledger.protocol.bundle.LedgerProofVerifier;
import org.yipiao.ledger.protocol.checkpoint.Requirement;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.trust.TrustSource;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * Verifies proofs of rows and of their absence; offline, where its trust root stays as it is. What
 * they prove is true as of one block; whether that is recent enough is for the caller to say, by
 * its size or its time. That a key has no row rests on the quorum having signed the root of a map
 * whose nodes stand where the format puts them.
 */
public final class StateProofVerifier {

  /** From this version on the contract's state root covers a map. */
  public static final int FIRST_CONTRACT_VERSION = 2;

  private final LedgerProofVerifier ledger;

  public StateProofVerifier(TrustSource trust) {
    this(trust, Requirement.CLASSICAL);
  }

  /**
   * @param requirement which cosignatures must make a quorum
   */
  public StateProofVerifier(TrustSource trust, Requirement requirement) {
    this.ledger = new LedgerProofVerifier(trust, requirement);
  }

  /**
   * Verifies what a proof says of a key.
   *
   * @param key as {@link StateKeys} has it
   * @param proofText as {@link StateProof} has it
   */
  public StateProofResult verify(byte[] key, String proofText) {
    StateProof proof;
    try {
      proof = StateProof.parse(proofText);
    } catch (FormatException e) {
      return broken(StateProofFault.FORMAT, String.valueOf(e.getMessage()));
    }
    if (!Arrays.equals(proof.map().key(), key)) {
      return broken(StateProofFault.OTHER_KEY, "the proof is about another key");
    }
    return switch (ledger.verify(proof.headerLeaf(), proof.inclusion().format())) {
      case LedgerProof.Broken(var link, String reason) ->
          new StateProofResult.Broken(
              StateProofFault.LEDGER, Optional.of(link), link + ": " + reason);
      case LedgerProof.Proven proven -> underHeader(proof.map(), proven);
    };
  }

  private static StateProofResult underHeader(MapProof map, LedgerProof.Proven proven) {
    BlockHeader header;
    try {
      header = BlockHeader.of(proven.leaf());
    } catch (FormatException e) {
      return broken(StateProofFault.HEADER, "the leaf is not that of a block header");
    }
    if (header.contractVersion() < FIRST_CONTRACT_VERSION) {
      return broken(
          StateProofFault.CONTRACT_VERSION, "contract version " + header.contractVersion());
    }
    if (!new MapHasher().stateRoot(map.root()).equals(header.stateRoot())) {
      return broken(StateProofFault.STATE_ROOT, "the steps lead to another root");
    }
    var asOf = new StateProofResult.AsOf(header, proven);
    return map.value()
        .<StateProofResult>map(value -> new StateProofResult.Present(value, asOf))
        .orElseGet(() -> new StateProofResult.Absent(asOf));
  }

  private static StateProofResult broken(StateProofFault fault, String reason) {
    return new StateProofResult.Broken(fault, Optional.empty(), reason);
  }
}
