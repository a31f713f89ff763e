package org.yipiao.ledger.contract.state.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yipiao.ledger.contract.state.AuthenticatedRows;
import org.yipiao.ledger.contract.state.LedgerState;
import org.yipiao.ledger.contract.state.Row;
import org.yipiao.ledger.protocol.statemap.MapHasher;
import org.yipiao.ledger.protocol.statemap.MapPath;
import org.yipiao.ledger.protocol.statemap.MapProof;
import org.yipiao.ledger.protocol.statemap.MapProof.End;
import org.yipiao.ledger.protocol.statemap.MapProof.Step;

/** Makes proofs of rows and of their absence. */
public final class MapProofs {

  private final LedgerState rows;
  private final byte[] key;
  private final MapHasher hasher = new MapHasher();
  private final List<Step> steps = new ArrayList<>();

  private MapProofs(LedgerState rows, byte[] key) {
    this.rows = rows;
    this.key = MapPath.requireKey(key);
  }

  /**
   * What the map says of a key; empty when it was never made.
   *
   * @param nodes of one block
   * @param rows of the same block
   */
  public static Optional<MapProof> of(NodeReader nodes, LedgerState rows, byte[] key) {
    return MapTop.read(nodes).map(top -> new MapProofs(rows, key).proof(nodes, top));
  }

  private MapProof proof(NodeReader nodes, MapTop top) {
    var edge = MapEdge.TOP;
    long count = top.count();
    while (count > Subtree.BUCKET) {
      byte[] bytes = nodes.get(edge.storeKey());
      if (bytes == null) {
        throw new DamagedMap("a node of the map is missing");
      }
      MapNode node = MapNode.decode(edge, bytes);
      boolean right = MapPath.bit(key, node.bit());
      steps.add(new Step(node.bit(), node.child(!right).hash()));
      edge = MapEdge.below(node.key(), node.bit(), right);
      count = node.child(right).count();
    }
    var bucket = new ArrayList<Row>();
    AuthenticatedRows.forEach(rows, edge.first(), edge.end(), bucket::add);
    if (bucket.size() != count) {
      throw new DamagedMap("the map does not fit the rows");
    }
    return new MapProof(key, bucket.isEmpty() ? new End.Nothing() : end(bucket), steps);
  }

  private End end(List<Row> bucket) {
    List<Row> left = bucket;
    while (left.size() > 1) {
      int bit =
          MapPath.firstDifference(left.getFirst().key().bytes(), left.getLast().key().bytes());
      int middle = 0;
      while (!MapPath.bit(left.get(middle).key().bytes(), bit)) {
        middle++;
      }
      List<Row> zeros = left.subList(0, middle);
      List<Row> ones = left.subList(middle, left.size());
      boolean right = MapPath.bit(key, bit);
      var beside = new SubtreeBuilder(hasher);
      (right ? zeros : ones).forEach(row -> beside.add(row.key().bytes(), row.value()));
      steps.add(new Step(bit, beside.finish().hash()));
      left = right ? ones : zeros;
    }
    Row found = left.getFirst();
    byte[] foundKey = found.key().bytes();
    return MapPath.firstDifference(foundKey, key) == MapPath.BITS
        ? new End.Present(found.value())
        : new End.Other(foundKey, hasher.valueDigest(found.value()));
  }
}
