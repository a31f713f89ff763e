package org.yipiao.ledger.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Nodes in the order in which they are asked, one of them first. Safe for use by several threads.
 */
final class NodeTurn {

  private final List<URI> nodes;
  private final AtomicInteger first = new AtomicInteger();

  NodeTurn(List<URI> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  /** All nodes, the first one first. */
  List<URI> order() {
    if (nodes.isEmpty()) {
      return nodes;
    }
    int begin = Math.floorMod(first.get(), nodes.size());
    List<URI> order = new ArrayList<>(nodes.subList(begin, nodes.size()));
    order.addAll(nodes.subList(0, begin));
    return order;
  }

  /** From now on the one after this node is the first, if this one is. */
  void avoid(URI node) {
    int index = nodes.indexOf(node);
    first.compareAndSet(index, (index + 1) % nodes.size());
  }
}
