package org.yipiao.ledger.client;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.yipiao.ledger.client.http.TransactionProof;
import org.yipiao.ledger.client.proof.LeafRangeProof;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/** Decides whether a node's proof of a transaction holds under a trust root. */
final class ProofCheck {

  private final TrustRoot trust;

  ProofCheck(TrustRoot trust) {
    this.trust = trust;
  }

  /**
   * The proven operations.
   *
   * @throws FormatException naming what does not hold
   */
  List<FinalOperation> check(TransactionRef transaction, TransactionProof proof) {
    var checkpoint =
        switch (CosignedCheckpoint.verify(proof.checkpoint(), trust)) {
          case Verification.Final verified -> verified.checkpoint();
          case Verification.NotFinal(var fault, String detail) ->
              throw new FormatException(fault + ": " + detail);
        };
    if (checkpoint.size() != proof.treeSize()) {
      throw new FormatException("the proof is for another size than its checkpoint");
    }
    var base64 = Base64.getDecoder();
    List<byte[]> leaves = proof.leaves().stream().map(base64::decode).toList();
    var range =
        new LeafRangeProof(
            proof.treeSize(),
            proof.firstLeaf(),
            leaves.size(),
            proof.hashes().stream().map(hash -> Digest.of(base64.decode(hash))).toList());
    var resolved = range.resolve(leaves);
    if (!resolved.root().equals(checkpoint.root())) {
      throw new FormatException("the leaves do not lead to the cosigned root");
    }
    List<FinalOperation> operations = new ArrayList<>();
    for (byte[] bytes : leaves) {
      LeafV1 leaf = LeafV1.decode(bytes);
      int index = operations.size();
      if (leaf.member() != transaction.member()
          || !leaf.transactionId().equals(transaction.id())
          || leaf.operationIndex() != index) {
        throw new FormatException("leaf " + index + " is of another transaction");
      }
      operations.add(
          new FinalOperation(
              index,
              leaf,
              bytes,
              resolved.inclusion(proof.firstLeaf() + index),
              proof.checkpoint()));
    }
    return operations;
  }
}
