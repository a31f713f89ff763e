package org.yipiao.ledger.server.node;

import java.util.List;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.WriteSet;

/** Blocks with another content than those under whose head they stand. */
public final class AlteredBlocks {

  private AlteredBlocks() {}

  /** A block with other rounds. */
  public static StoredBlock with(StoredBlock block, List<StoredBlock.Round> rounds) {
    return new StoredBlock(
        block.height(),
        block.size(),
        block.root(),
        block.lastRound(),
        block.orderHash(),
        block.consensusTimeNanos(),
        rounds);
  }

  /** A node's block becomes one with a transaction of so many bytes. */
  public static void enlarge(Chain chain, long height, int bytes) {
    var block = chain.block(height).orElseThrow();
    var round =
        new StoredBlock.Round(
            block.lastRound(), block.consensusTimeNanos(), List.of(new byte[bytes]));
    byte[] large = with(block, List.of(round)).encode();
    chain
        .store()
        .write(new WriteSet().put(Family.BLOCKS, Keys.of(height), large), Durability.WRITTEN);
  }
}
