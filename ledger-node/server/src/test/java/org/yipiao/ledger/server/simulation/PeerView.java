package org.yipiao.ledger.server.simulation;

import java.util.Optional;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.node.Lie;
import org.yipiao.ledger.server.node.PeerTalk;

/** The others as one validator reaches them, which may be cut off itself. */
record PeerView(Cluster cluster, int asking) implements PeerTalk {

  private static final int BLOCKS_OF_PAGE = 16;

  @Override
  public Optional<LedgerNode> running(int member) {
    return answering(member);
  }

  @Override
  public Optional<LedgerNode> answering(int member) {
    return cluster.network().isApart(asking) ? Optional.empty() : cluster.reachable(member);
  }

  @Override
  public int page(int member, int asked) {
    return Math.min(asked, BLOCKS_OF_PAGE);
  }

  /** A liar's are in another order. */
  @Override
  public RoundPage told(int member, RoundPage page) {
    return lie(member).isPresent() ? new RoundPage(page.rounds().reversed()) : page;
  }

  @Override
  public Optional<Lie> lie(int member) {
    return cluster.liars().lie(member);
  }
}
