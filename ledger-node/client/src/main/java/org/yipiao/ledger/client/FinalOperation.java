package org.yipiao.ledger.client;

import java.util.Optional;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.log.InclusionProof;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.outcome.Outcome;

/**
 * One operation of a final transaction with the proof of it.
 *
 * @param leaf what the operation was and what became of it
 * @param leafBytes the leaf's exact bytes
 * @param inclusion of the leaf in the checkpoint's tree
 * @param checkpoint the note with log signature and cosignatures, whose quorum was verified
 */
@SuppressWarnings("ArrayRecordComponent") // the leaf's bytes; compared nowhere
public record FinalOperation(
    int index, LeafV1 leaf, byte[] leafBytes, InclusionProof inclusion, String checkpoint) {

  /** The outcome, unless it has a number that this version has no name for. */
  public Optional<Outcome> outcome() {
    return leaf.knownOutcome();
  }

  public boolean applied() {
    return leaf.outcome() == Outcome.APPLIED.number();
  }

  /** The proof of this one operation in its text form (C2SP tlog-proof). */
  public String proofText() {
    return new TlogProof(inclusion.leafIndex(), inclusion.path(), checkpoint).format();
  }

  /**
   * A bundle that verifies offline.
   *
   * @param document the SD-JWT with its disclosures to which this operation commits
   */
  public ProofBundle bundle(String document) {
    return new ProofBundle(document, leafBytes, proofText());
  }

  /** Index and outcome number, nothing of the content. */
  @Override
  public String toString() {
    return "FinalOperation[" + index + ", outcome=" + leaf.outcome() + "]";
  }
}
