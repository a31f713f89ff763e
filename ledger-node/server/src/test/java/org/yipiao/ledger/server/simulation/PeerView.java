package org.yipiao.ledger.server.simulation;

import java.util.Optional;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.node.Lie;
import org.yipiao.ledger.server.node.PeerTalk;

/** The others as one validator reaches them, which may be cut off itself. */
record PeerView(Cluster cluster, int asking) implements PeerTalk {

  @Override
  public Optional<LedgerNode> running(int member) {
    return answering(member);
  }

  @Override
  public Optional<LedgerNode> answering(int member) {
    return cluster.network().isApart(asking) ? Optional.empty() : cluster.answering(member);
  }

  @Override
  public int page(int member, int asked) {
    return cluster.page(member, asked);
  }

  @Override
  public RoundPage told(int member, RoundPage page) {
    return cluster.told(member, page);
  }

  @Override
  public Optional<Lie> lie(int member) {
    return cluster.lie(member);
  }
}
