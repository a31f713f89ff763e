package org.yipiao.ledger.client;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.yipiao.ledger.client.http.TransactionProof;
import org.yipiao.ledger.client.proof.LeafRangeProof;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.trust.TrustSource;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/** Decides whether a node's proof of a transaction holds under a trust root. */
final class ProofCheck {

  private final TrustSource trust;

  ProofCheck(TrustSource trust) {
    this.trust = trust;
  }

  /**
   * The size of a checkpoint that a quorum has cosigned.
   *
   * @throws FormatException naming what does not hold
   */
  long finalSize(String checkpoint) {
    return verified(checkpoint).size();
  }

  private Checkpoint verified(String note) {
    return switch (CosignedCheckpoint.verify(note, trust)) {
      case Verification.Final verified -> verified.checkpoint();
      case Verification.NotFinal(var fault, String detail) ->
          throw new FormatException(fault + ": " + detail);
    };
  }

  /**
   * The proven operations, which are all that the transaction has.
   *
   * @throws FormatException naming what does not hold
   */
  List<FinalOperation> check(TransactionRef transaction, TransactionProof proof) {
    var checkpoint = verified(proof.checkpoint());
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
    List<byte[]> elements = new ArrayList<>();
    for (byte[] bytes : leaves) {
      LeafV1 leaf = LeafV1.decode(bytes);
      int index = operations.size();
      if (leaf.member() != transaction.member()
          || !leaf.transactionId().equals(transaction.id())
          || leaf.operationIndex() != index) {
        throw new FormatException("leaf " + index + " is of another transaction");
      }
      elements.add(element(leaf));
      operations.add(
          new FinalOperation(
              index,
              leaf,
              bytes,
              resolved.inclusion(proof.firstLeaf() + index),
              proof.checkpoint()));
    }
    if (!MerkleTree.root(elements).equals(transaction.operationsRoot())) {
      throw new FormatException(
          "the " + elements.size() + " operations are not those that were signed");
    }
    return operations;
  }

  /** As the signed header covers it: the type byte and the operation's message. */
  private static byte[] element(LeafV1 leaf) {
    byte[] element = new byte[1 + leaf.operation().length];
    element[0] = (byte) leaf.type();
    System.arraycopy(leaf.operation(), 0, element, 1, leaf.operation().length);
    return element;
  }
}
