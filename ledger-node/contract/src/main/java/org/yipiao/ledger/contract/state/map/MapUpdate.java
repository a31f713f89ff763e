package org.yipiao.ledger.contract.state.map;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yipiao.ledger.contract.state.AuthenticatedRows;
import org.yipiao.ledger.contract.state.LedgerState;
import org.yipiao.ledger.contract.state.RowChange;
import org.yipiao.ledger.contract.state.RowKey;
import org.yipiao.ledger.protocol.statemap.MapHasher;
import org.yipiao.ledger.protocol.statemap.MapPath;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * Works a block's changes into the map: each node on the way to a changed row is read, hashed and
 * written once, however many of the changed rows are below it. Reads only; used once.
 */
public final class MapUpdate {

  private final NodeReader nodes;
  private final LedgerState rows;
  private final List<RowChange> changes;
  private final MapHasher hasher = new MapHasher();

  /** The entries that were read and hang elsewhere now, or nowhere. */
  private final Map<RowKey, NodeChange> entries = new HashMap<>();

  /**
   * The map after a block.
   *
   * @param root what the state root covers
   * @param rows how many rows it has
   * @param nodes what is to be written, in no order
   * @param hashes how many hashes it took
   */
  public record Updated(Digest root, long rows, List<NodeChange> nodes, long hashes) {}

  private MapUpdate(NodeReader nodes, LedgerState rows, List<RowChange> changes) {
    this.nodes = nodes;
    this.rows = rows;
    this.changes = changes;
  }

  /** The root of the map as it is kept; empty when it was never made. */
  public static Optional<Digest> root(NodeReader nodes) {
    return MapTop.read(nodes).map(MapTop::root);
  }

  /**
   * Works changes in. A map that was never made is made of all rows first.
   *
   * @param rows before the changes
   * @param changes of all tables, in ascending order of keys, one for each row
   */
  public static Updated of(NodeReader nodes, LedgerState rows, List<RowChange> changes) {
    return new MapUpdate(nodes, rows, AuthenticatedRows.among(changes)).update();
  }

  private Updated update() {
    Optional<MapTop> top = MapTop.read(nodes);
    Subtree whole =
        top.isPresent()
            ? under(new MapNode.Child(top.get().root(), top.get().count()), MapEdge.TOP, all())
            : rebuilt(MapEdge.TOP, all(), -1);
    keep(whole, 0);
    var written = new ArrayList<>(entries.values());
    written.add(
        new NodeChange(MapTop.storeKey(), new MapTop(whole.hash(), whole.count()).encode()));
    return new Updated(whole.hash(), whole.count(), written, hasher.hashes());
  }

  /** Changes side by side. */
  private record Span(int from, int to) {
    boolean isEmpty() {
      return from == to;
    }
  }

  private Span all() {
    return new Span(0, changes.size());
  }

  private Subtree under(MapNode.Child child, MapEdge edge, Span span) {
    if (span.isEmpty()) {
      return Subtree.unchanged(child);
    }
    return child.count() > Subtree.BUCKET
        ? into(load(edge), edge.length(), span)
        : rebuilt(edge, span, child.count());
  }

  private MapNode load(MapEdge edge) {
    byte[] key = edge.storeKey();
    byte[] bytes = nodes.get(key);
    if (bytes == null) {
      throw new DamagedMap("a node of the map is missing");
    }
    entries.put(RowKey.of(key), new NodeChange(key, null));
    return MapNode.decode(edge, bytes);
  }

  /** Works in changes whose paths agree with the node's in its first bits. */
  private Subtree into(MapNode node, int length, Span span) {
    int leaves = Math.min(leaves(node, span.from()), leaves(node, span.to() - 1));
    if (leaves < length) {
      throw new DamagedMap("a change beside its edge");
    }
    if (leaves >= node.bit()) {
      Span left = zeros(span, node.bit());
      Span right = new Span(left.to(), span.to());
      return joined(node, side(node, false, left), side(node, true, right));
    }
    Span zeros = zeros(span, leaves);
    Span ones = new Span(zeros.to(), span.to());
    boolean nodeIsRight = MapPath.bit(node.key(), leaves);
    Span with = nodeIsRight ? ones : zeros;
    Subtree beside = made(nodeIsRight ? zeros : ones);
    Subtree same = with.isEmpty() ? moved(node) : into(node, leaves + 1, with);
    if (beside.count() == 0 || same.count() == 0) {
      return beside.count() == 0 ? same : beside;
    }
    return nodeIsRight
        ? Subtree.join(hasher, node.key(), leaves, beside, same)
        : Subtree.join(hasher, node.key(), leaves, same, beside);
  }

  private int leaves(MapNode node, int change) {
    return MapPath.firstDifference(node.key(), key(change));
  }

  private Subtree side(MapNode node, boolean right, Span span) {
    return under(node.child(right), MapEdge.below(node.key(), node.bit(), right), span);
  }

  private Subtree joined(MapNode node, Subtree left, Subtree right) {
    if (left.count() > 0 && right.count() > 0) {
      return Subtree.join(hasher, node.key(), node.bit(), left, right);
    }
    boolean rightIsLeft = left.count() == 0;
    Subtree rest = rightIsLeft ? right : left;
    return rest instanceof Subtree.Kept
        ? moved(load(MapEdge.below(node.key(), node.bit(), rightIsLeft)))
        : rest;
  }

  /** A node that may hang on another edge from now on; what is below it stays where it is. */
  private Subtree moved(MapNode node) {
    return Subtree.join(
        hasher,
        node.key(),
        node.bit(),
        Subtree.unchanged(node.left()),
        Subtree.unchanged(node.right()));
  }

  /** What changes alone make, where no rows were. */
  private Subtree made(Span span) {
    var builder = new SubtreeBuilder(hasher);
    for (int i = span.from(); i < span.to(); i++) {
      add(builder, changes.get(i));
    }
    return builder.finish();
  }

  private static void add(SubtreeBuilder builder, RowChange change) {
    byte[] value = change.value();
    if (value != null) {
      builder.add(change.key().bytes(), value);
    }
  }

  /**
   * Makes a subtree out of its rows and their changes.
   *
   * @param count how many rows there must be before the changes, negative when that is not known
   */
  private Subtree rebuilt(MapEdge edge, Span span, long count) {
    var builder = new SubtreeBuilder(hasher);
    int[] next = {span.from()};
    long[] found = {0};
    AuthenticatedRows.forEach(
        rows,
        edge.first(),
        edge.end(),
        row -> {
          found[0]++;
          int order = 1;
          while (next[0] < span.to()
              && (order = changes.get(next[0]).key().compareTo(row.key())) < 0) {
            add(builder, changes.get(next[0]++));
          }
          if (next[0] < span.to() && order == 0) {
            add(builder, changes.get(next[0]++));
          } else {
            builder.add(row.key().bytes(), row.value());
          }
        });
    if (count >= 0 && found[0] != count) {
      throw new DamagedMap("the map does not fit the rows");
    }
    while (next[0] < span.to()) {
      add(builder, changes.get(next[0]++));
    }
    return builder.finish();
  }

  /** The first changes of the span: those with 0 at a bit in which all before it are the same. */
  private Span zeros(Span span, int bit) {
    int low = span.from();
    int high = span.to();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (MapPath.bit(key(middle), bit)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return new Span(span.from(), low);
  }

  private byte[] key(int change) {
    return changes.get(change).key().bytes();
  }

  /** Notes where what is new or moved hangs. */
  private void keep(Subtree subtree, int length) {
    if (subtree instanceof Subtree.Branch branch) {
      byte[] key = new MapEdge(branch.key(), length).storeKey();
      entries.put(RowKey.of(key), new NodeChange(key, node(branch).encode(length)));
      keep(branch.left(), branch.bit() + 1);
      keep(branch.right(), branch.bit() + 1);
    }
  }

  private static MapNode node(Subtree.Branch branch) {
    return new MapNode(branch.key(), branch.bit(), child(branch.left()), child(branch.right()));
  }

  private static MapNode.Child child(Subtree subtree) {
    return new MapNode.Child(subtree.hash(), subtree.count());
  }
}
