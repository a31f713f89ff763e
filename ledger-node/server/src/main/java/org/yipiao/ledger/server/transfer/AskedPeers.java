package org.yipiao.ledger.server.transfer;

import java.util.List;

/**
 * The other validators' nodes, with what is kept of them and for what they answer.
 *
 * @param liars who of them lied, by their places in the list
 * @param room for their answers
 * @param time by which pauses are measured
 */
public record AskedPeers(List<Peer> peers, LyingPeers liars, AnswerRoom room, ElapsedTime time) {

  public AskedPeers {
    peers = List.copyOf(peers);
  }

  public static AskedPeers of(List<Peer> peers, ElapsedTime time) {
    return new AskedPeers(
        peers,
        new LyingPeers(peers.stream().map(Peer::name).toList(), time),
        new AnswerRoom(),
        time);
  }
}
