package org.yipiao.ledger.server.simulation;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.trust.TrustSource;
import org.yipiao.ledger.server.node.LedgerNode;

/** What is trusted by whoever began with the genesis alone: each epoch proves the next one. */
final class Followed implements TrustSource {

  private final TrustRoot genesis;
  private final Supplier<List<LedgerNode>> nodes;
  private TrustRoot present;

  /**
   * @param nodes that can be asked for what is newer, of which any may lie
   */
  Followed(TrustRoot genesis, Supplier<List<LedgerNode>> nodes) {
    this.genesis = genesis;
    this.nodes = nodes;
    this.present = genesis;
  }

  /** What whoever follows nothing still has. */
  TrustRoot genesis() {
    return genesis;
  }

  /** The number of the last epoch. */
  int epoch() {
    return present.epochs().size() - 1;
  }

  /** Goes on with what an honest node proves. */
  void follow(int member, LedgerNode node) {
    Optional<EpochChange> next = node.epochs().change(epoch() + 1);
    while (next.isPresent()) {
      present =
          next.get()
              .after(present)
              .orElseThrow(() ->
                  new BrokenPromise(
                      Promise.REPLICAS_EQUAL,
                      "what member %d has for epoch %d does not prove it"
                          .formatted(member, epoch() + 1)));
      next = node.epochs().change(epoch() + 1);
    }
  }

  @Override
  public TrustRoot present() {
    return present;
  }

  @Override
  public Optional<TrustRoot> later(TrustRoot than, Predicate<TrustRoot> holds) {
    for (LedgerNode node : nodes.get()) {
      node.epochs()
          .change(epoch() + 1)
          .flatMap(change -> change.after(present))
          .ifPresent(next -> present = next);
    }
    return present.epochs().size() > than.epochs().size() && holds.test(present)
        ? Optional.of(present)
        : Optional.empty();
  }
}
