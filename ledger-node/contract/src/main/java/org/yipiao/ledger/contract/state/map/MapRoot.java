package org.yipiao.ledger.contract.state.map;

import java.util.Optional;
import org.yipiao.ledger.contract.state.AuthenticatedRows;
import org.yipiao.ledger.contract.state.LedgerState;
import org.yipiao.ledger.contract.state.Row;
import org.yipiao.ledger.contract.state.RowKey;
import org.yipiao.ledger.protocol.statemap.MapHasher;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * Computes the root of a map from the nodes that are kept and the rows below them, from the rows
 * up: nothing of it is believed. Reads all of both; keeps a bucket in memory.
 */
public final class MapRoot {

  private final NodeReader nodes;
  private final LedgerState rows;
  private final MapHasher hasher = new MapHasher();

  private MapRoot(NodeReader nodes, LedgerState rows) {
    this.nodes = nodes;
    this.rows = rows;
  }

  /**
   * What the kept nodes lead to; empty when no map is kept.
   *
   * @param nodes of one block
   * @param rows of the same block
   * @throws DamagedMap when a node is missing or unreadable, or another hash or count is kept of a
   *     subtree than its rows make, or rows are below none of them
   */
  public static Optional<Digest> of(NodeReader nodes, LedgerState rows) {
    return MapTop.read(nodes).map(top -> new MapRoot(nodes, rows).computed(top));
  }

  private Digest computed(MapTop top) {
    var rowsInAll = new Tally();
    AuthenticatedRows.forEach(rows, MapEdge.TOP.first(), null, rowsInAll::add);
    if (rowsInAll.count != top.count()) {
      throw new DamagedMap(
          "%d rows, the map has %d of them".formatted(rowsInAll.count, top.count()));
    }
    var whole = new MapNode.Child(top.root(), top.count());
    require(MapEdge.TOP, whole);
    return whole.hash();
  }

  /** As deep as keys have bits at most. */
  private void require(MapEdge edge, MapNode.Child kept) {
    var made = kept.count() > Subtree.BUCKET ? joined(edge) : bucket(edge);
    if (!made.equals(kept)) {
      throw new DamagedMap(
          "another hash or count is kept of the subtree under " + RowKey.of(edge.storeKey()));
    }
  }

  private MapNode.Child joined(MapEdge edge) {
    byte[] bytes = nodes.get(edge.storeKey());
    if (bytes == null) {
      throw new DamagedMap("a node of the map is missing: " + RowKey.of(edge.storeKey()));
    }
    MapNode node = MapNode.decode(edge, bytes);
    require(MapEdge.below(node.key(), node.bit(), false), node.left());
    require(MapEdge.below(node.key(), node.bit(), true), node.right());
    return new MapNode.Child(
        hasher.node(node.bit(), node.left().hash(), node.right().hash()),
        node.left().count() + node.right().count());
  }

  private MapNode.Child bucket(MapEdge edge) {
    var found = new Tally();
    var builder = new SubtreeBuilder(hasher);
    AuthenticatedRows.forEach(
        rows,
        edge.first(),
        edge.end(),
        row -> {
          found.add(row);
          if (found.count <= Subtree.BUCKET) {
            builder.add(row.key().bytes(), row.value());
          }
        });
    return new MapNode.Child(builder.finish().hash(), found.count);
  }

  private static final class Tally {
    private long count;

    void add(Row row) {
      count++;
    }
  }
}
