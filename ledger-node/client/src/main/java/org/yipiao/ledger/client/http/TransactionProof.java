package org.yipiao.ledger.client.http;

import java.util.List;
import java.util.Objects;

/**
 * Answer of {@code GET /v1/transactions/{member}/{transactionId}/proof}: the leaves of one
 * transaction in the first final checkpoint that covers them.
 *
 * @param firstLeaf index of the first operation's leaf; the others follow it
 * @param leaves one for each operation, Base64
 * @param treeSize of the checkpoint
 * @param hashes of {@link org.yipiao.ledger.client.proof.LeafRangeProof}, Base64
 * @param checkpoint the note with a log signature and a quorum's cosignatures
 */
public record TransactionProof(
    long firstLeaf, List<String> leaves, long treeSize, List<String> hashes, String checkpoint) {

  public TransactionProof {
    leaves = List.copyOf(leaves);
    hashes = List.copyOf(hashes);
    Objects.requireNonNull(checkpoint);
  }
}
