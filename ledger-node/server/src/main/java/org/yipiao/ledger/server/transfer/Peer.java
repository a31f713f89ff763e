package org.yipiao.ledger.server.transfer;

import java.util.Optional;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.client.http.RoundPage;

/** Another validator's node. */
public interface Peer {

  /** A name for logs. */
  String name();

  /** Final blocks from a height on; empty when the peer cannot be asked. */
  Optional<BlockPage> blocks(long fromHeight, int limit);

  /**
   * Rounds that it has, ordered but not all final, the latest first; empty when it cannot be asked.
   *
   * @param upTo the latest round number of interest
   */
  Optional<RoundPage> rounds(long upTo, int limit);

  /** Its last cosigned checkpoint; empty when it cannot be asked or has none. */
  Optional<String> checkpoint();
}
