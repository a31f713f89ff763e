package org.yipiao.ledger.contract.rules;

import java.util.ArrayList;
import java.util.List;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.wire.Digest;

/** What proves the epochs of a simulated ledger. */
final class EpochProofs {

  private EpochProofs() {}

  /** What proves an epoch by its last block, the latest one, with the cosignatures of some. */
  static EpochChange latest(SimulatedLedger ledger, long epoch, int... cosigners) {
    List<byte[]> leaves = new ArrayList<>();
    ledger.blocks().forEach(block -> leaves.addAll(block.leaves()));
    var checkpoint =
        new Checkpoint(ledger.genesis().origin(), leaves.size(), MerkleTree.root(leaves));
    return new EpochChange(
        ledger.rows().epoch(epoch).orElseThrow(),
        leaves.getLast(),
        new TlogProof(
            leaves.size() - 1L,
            path(leaves),
            SeededConsortium.note(checkpoint, 1_800_000_000L, cosigners)));
  }

  /** From the last leaf up. */
  private static List<Digest> path(List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return List.of();
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    var path = new ArrayList<>(path(leaves.subList(split, leaves.size())));
    path.add(MerkleTree.root(leaves.subList(0, split)));
    return path;
  }
}
