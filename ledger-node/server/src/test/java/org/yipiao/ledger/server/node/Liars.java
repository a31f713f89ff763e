package org.yipiao.ledger.server.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.yipiao.ledger.server.cosigning.Cosignature;

/** Which validators of a simulation lie about what they executed and cosigned, and how. */
public final class Liars {

  private final Map<Integer, Lie> lies = new HashMap<>();

  /** From now on a validator lies. */
  public void corrupt(int member, Lie lie) {
    lies.put(member, lie);
  }

  /** How a validator lies, if it does. */
  public Optional<Lie> lie(int member) {
    return Optional.ofNullable(lies.get(member));
  }

  /**
   * A validator's node hands over a cosignature; if it lies, the others are shown what it shows.
   *
   * @param nodes all that run
   * @param shown told of each cosignature before another validator is shown it
   * @return what is ordered in its place; empty where the validator does not lie
   */
  public Optional<List<Cosignature>> said(
      int member, Cosignature own, Map<Integer, LedgerNode> nodes, Consumer<Cosignature> shown) {
    Lie lie = lies.get(member);
    if (lie == null) {
      return Optional.empty();
    }
    nodes.forEach((other, node) -> {
      if (other != member) {
        for (Cosignature one : lie.shown(own, other)) {
          shown.accept(one);
          node.cosignatures().accept(one);
        }
      }
    });
    return Optional.of(lie.ordered(own));
  }
}
