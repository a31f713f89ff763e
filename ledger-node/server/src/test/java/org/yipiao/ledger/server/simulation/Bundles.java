package org.yipiao.ledger.server.simulation;

import java.util.ArrayList;
import java.util.List;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.protocol.bundle.LedgerProof;
import org.yipiao.ledger.protocol.bundle.LedgerProofVerifier;
import org.yipiao.ledger.protocol.trust.TrustSource;

/** Proofs as members put them into their archives, each with the epoch that was known then. */
final class Bundles {

  private static final int OF_EACH_EPOCH = 8;

  @SuppressWarnings("ArrayRecordComponent") // kept as it came; never compared
  private record Bundle(int epoch, boolean ofTheFirst, byte[] leaf, String proof) {}

  private final Followed trust;
  private final List<Bundle> kept = new ArrayList<>();

  Bundles(Followed trust) {
    this.trust = trust;
  }

  /** Keeps some of each epoch. */
  void keep(FinalOperation operation) {
    int epoch = trust.epoch();
    if (kept.stream().filter(one -> one.epoch() == epoch).count() < OF_EACH_EPOCH) {
      boolean first = proves(trust.genesis(), operation.leafBytes(), operation.proofText());
      kept.add(new Bundle(epoch, first, operation.leafBytes(), operation.proofText()));
    }
  }

  /** What was proven stays proven, for whoever has followed and for whoever has not. */
  void atTheEnd() {
    for (Bundle bundle : kept) {
      boolean holds =
          proves(trust, bundle.leaf(), bundle.proof())
              && (!bundle.ofTheFirst() || proves(trust.genesis(), bundle.leaf(), bundle.proof()));
      if (!holds) {
        throw new BrokenPromise(
            Promise.REPLICAS_EQUAL, "a proof of epoch " + bundle.epoch() + " does not verify now");
      }
    }
  }

  private static boolean proves(TrustSource trust, byte[] leaf, String proof) {
    return new LedgerProofVerifier(trust).verify(leaf, proof) instanceof LedgerProof.Proven;
  }
}
