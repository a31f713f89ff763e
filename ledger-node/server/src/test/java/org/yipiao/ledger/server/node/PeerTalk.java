package org.yipiao.ledger.server.node;

import java.util.Optional;
import org.yipiao.ledger.client.http.RoundPage;

/** What nodes of a simulation say to each other past their engines. */
public interface PeerTalk {

  /** A validator's node, if it runs. */
  Optional<LedgerNode> running(int member);

  /** A validator's node, if it runs and can be asked. */
  Optional<LedgerNode> answering(int member);

  /** A validator gives a page of blocks; how many it may have. */
  int page(int member, int asked);

  /** What a validator tells instead of its rounds. */
  RoundPage told(int member, RoundPage page);

  /** How a validator lies, if it does. */
  Optional<Lie> lie(int member);
}
