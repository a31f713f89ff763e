package org.yipiao.cli;

import org.yipiao.ledger.protocol.checkpoint.Requirement;
import org.yipiao.ledger.protocol.trust.TrustRoot;

/** A file that {@code verify} was given, of one of the kinds that it knows. */
sealed interface ProofFile permits BundleFile, StateProofFile {

  /**
   * Verifies it, with nothing but the trust root.
   *
   * @param requirement which cosignatures must make a quorum
   */
  ProofVerdict verify(TrustRoot trust, Requirement requirement);

  /** The text of the tlog-proof in it, which need not be one. */
  String inclusion();
}
