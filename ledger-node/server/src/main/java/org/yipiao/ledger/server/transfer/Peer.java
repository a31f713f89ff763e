package org.yipiao.ledger.server.transfer;

import java.util.Optional;
import org.yipiao.ledger.client.http.BlockPage;

/** Another validator's node. */
public interface Peer {

  /** A name for logs. */
  String name();

  /** Final blocks from a height on; empty when the peer cannot be asked. */
  Optional<BlockPage> blocks(long fromHeight, int limit);

  /** Its last cosigned checkpoint; empty when it cannot be asked or has none. */
  Optional<String> checkpoint();
}
