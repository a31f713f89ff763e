package org.yipiao.ledger.protocol.bundle;

import org.yipiao.ledger.protocol.checkpoint.CheckpointFault;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.checkpoint.Requirement;
import org.yipiao.ledger.protocol.log.InclusionProof;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.trust.TrustSource;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.protocol.wire.FormatException;

/** Verifies the ledger's side of proofs; offline, where its trust root stays as it is. */
public final class LedgerProofVerifier {

  private final TrustSource trust;
  private final Requirement requirement;

  public LedgerProofVerifier(TrustSource trust) {
    this(trust, Requirement.CLASSICAL);
  }

  /**
   * @param requirement which cosignatures must make a quorum
   */
  public LedgerProofVerifier(TrustSource trust, Requirement requirement) {
    this.trust = trust;
    this.requirement = requirement;
  }

  /** Verifies that a leaf is in the log and final. */
  public LedgerProof verify(byte[] leafBytes, String proofText) {
    TlogProof proof;
    try {
      proof = TlogProof.parse(proofText);
    } catch (FormatException e) {
      return broken(LedgerLink.PROOF_FORMAT, e);
    }
    LeafV1 leaf;
    try {
      leaf = LeafV1.decode(leafBytes);
    } catch (FormatException e) {
      return broken(LedgerLink.LEAF_FORMAT, e);
    }
    return switch (CosignedCheckpoint.verify(proof.checkpoint(), trust, requirement)) {
      case Verification.NotFinal(CheckpointFault fault, String detail) ->
          new LedgerProof.Broken(link(fault), detail);
      case Verification.Final checkpoint -> include(leafBytes, leaf, proof, checkpoint);
    };
  }

  private static LedgerProof include(
      byte[] leafBytes, LeafV1 leaf, TlogProof proof, Verification.Final verified) {
    var checkpoint = verified.checkpoint();
    if (proof.leafIndex() >= checkpoint.size()) {
      return new LedgerProof.Broken(
          LedgerLink.INCLUSION, "leaf " + proof.leafIndex() + " of " + checkpoint.size());
    }
    var inclusion = new InclusionProof(proof.leafIndex(), checkpoint.size(), proof.path());
    if (!inclusion.verify(MerkleTree.leafHash(leafBytes), checkpoint.root())) {
      return new LedgerProof.Broken(LedgerLink.INCLUSION, "the path leads to another root");
    }
    return new LedgerProof.Proven(
        leaf, proof.leafIndex(), checkpoint, verified.members(), verified.cosignedAt());
  }

  /** Verifies that a leaf proves the issue of an invoice. */
  public IssuanceProof verifyIssuance(byte[] leafBytes, String proofText) {
    return switch (verify(leafBytes, proofText)) {
      case LedgerProof.Broken broken -> new IssuanceProof.NotIssued(broken);
      case LedgerProof.Proven proven -> issuance(proven);
    };
  }

  private static IssuanceProof issuance(LedgerProof.Proven proven) {
    LeafV1 leaf = proven.leaf();
    if (leaf.type() != OperationType.ISSUE_INVOICE.number()) {
      return notIssued(LedgerLink.LEAF_TYPE, "the leaf is of operation " + leaf.type());
    }
    if (leaf.outcome() != 0) {
      return notIssued(LedgerLink.OUTCOME, "the ledger refused with outcome " + leaf.outcome());
    }
    try {
      if (Operation.decode(leaf.type(), leaf.operation()) instanceof IssueInvoice issue) {
        return new IssuanceProof.Issued(
            issue, leaf.member(), EpochNanos.toInstant(leaf.consensusTimeNanos()), proven);
      }
    } catch (FormatException e) {
      return new IssuanceProof.NotIssued(broken(LedgerLink.LEAF_FORMAT, e));
    }
    return notIssued(LedgerLink.LEAF_TYPE, "the leaf is of operation " + leaf.type());
  }

  private static IssuanceProof notIssued(LedgerLink link, String reason) {
    return new IssuanceProof.NotIssued(new LedgerProof.Broken(link, reason));
  }

  private static LedgerProof.Broken broken(LedgerLink link, FormatException cause) {
    return new LedgerProof.Broken(link, String.valueOf(cause.getMessage()));
  }

  private static LedgerLink link(CheckpointFault fault) {
    return switch (fault) {
      case FORMAT -> LedgerLink.CHECKPOINT_FORMAT;
      case ORIGIN -> LedgerLink.ORIGIN;
      case EPOCH -> LedgerLink.EPOCH;
      case LOG_SIGNATURE -> LedgerLink.LOG_SIGNATURE;
      case COSIGNATURE -> LedgerLink.COSIGNATURE;
      case QUORUM -> LedgerLink.QUORUM;
    };
  }
}
