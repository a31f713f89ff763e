package org.yipiao.ledger.server.node;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.cosigning.Payload;

/**
 * What the nodes of a simulated consortium say to each other, as a test has it: nothing, little at
 * once, or lies.
 */
final class TamperedTalk implements PeerTalk {

  private final Map<Integer, LedgerNode> nodes;
  private final Liars liars = new Liars();
  private final Map<Integer, UnaryOperator<RoundPage>> roundLies = new HashMap<>();
  private final Map<Integer, Integer> pages = new HashMap<>();
  private boolean peersAnswer = true;
  private int blocksOfPage = Integer.MAX_VALUE;

  /**
   * @param nodes all that run, whenever it is asked
   */
  TamperedTalk(Map<Integer, LedgerNode> nodes) {
    this.nodes = Collections.unmodifiableMap(nodes);
  }

  /** Nobody reaches anybody but through the engines, until told otherwise. */
  void peersAnswer(boolean answer) {
    peersAnswer = answer;
  }

  /** How many blocks everybody gives at once from now on. */
  void blocksOfPage(int most) {
    blocksOfPage = most;
  }

  /** How many pages of blocks each validator was asked for. */
  Map<Integer, Integer> pages() {
    return Map.copyOf(pages);
  }

  /** What a validator tells of its rounds from now on. */
  void lies(int member, UnaryOperator<RoundPage> lie) {
    roundLies.put(member, lie);
  }

  /** From now on a validator lies about what it executed and cosigned. */
  void corrupt(int member, Lie lie) {
    liars.corrupt(member, lie);
  }

  /** What a validator's engine is given where its node hands over a payload. */
  List<byte[]> said(int member, byte[] payload) {
    return Payload.decode(payload).orElse(null) instanceof Payload.Cosigned(var own)
        ? liars
            .said(member, own, nodes, _ -> {})
            .map(TamperedTalk::encoded)
            .orElse(List.of(payload))
        : List.of(payload);
  }

  private static List<byte[]> encoded(List<Cosignature> cosignatures) {
    return cosignatures.stream().map(one -> new Payload.Cosigned(one).encode()).toList();
  }

  @Override
  public Optional<LedgerNode> running(int member) {
    return Optional.ofNullable(nodes.get(member));
  }

  @Override
  public Optional<LedgerNode> answering(int member) {
    return peersAnswer ? running(member) : Optional.empty();
  }

  @Override
  public int page(int member, int asked) {
    pages.merge(member, 1, Integer::sum);
    return Math.min(asked, blocksOfPage);
  }

  @Override
  public RoundPage told(int member, RoundPage page) {
    return roundLies.getOrDefault(member, UnaryOperator.identity()).apply(page);
  }

  @Override
  public Optional<Lie> lie(int member) {
    return liars.lie(member);
  }
}
