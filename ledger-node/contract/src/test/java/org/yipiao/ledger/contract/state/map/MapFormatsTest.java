package org.yipiao.ledger.contract.state.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.golden.Fixture;
import org.yipiao.ledger.protocol.statemap.MapHasher;
import org.yipiao.ledger.protocol.wire.Digest;

/** The map's nodes as they are kept, and what is hashed in it. */
class MapFormatsTest {

  private static final byte[] KEY = HexFormat.of().parseHex("020188ef428e02b80103");
  private static final byte[] VALUE = "value".getBytes(StandardCharsets.US_ASCII);

  private static Digest digest(int fill) {
    byte[] bytes = new byte[Digest.LENGTH];
    Arrays.fill(bytes, (byte) fill);
    return Digest.of(bytes);
  }

  @Test
  void aNodeUnderItsEdge() {
    var edge = new MapEdge(KEY, 13);
    var node =
        new MapNode(
            KEY, 68, new MapNode.Child(digest(0x0a), 300), new MapNode.Child(digest(0x0b), 7));
    byte[] stored = edge.storeKey();
    byte[] value = node.encode(edge.length());
    byte[] joined = Arrays.copyOf(stored, stored.length + value.length);
    System.arraycopy(value, 0, joined, stored.length, value.length);
    Fixture.check(
        "map-node",
        "The node at bit 68 that hangs on an edge of 13 bits, with 300 rows to its left and 7 right.",
        joined,
        fields ->
            fields.take(
                "key.path 2",
                "key.bits 1",
                "value.bit 1",
                "value.left_count 2",
                "value.right_count 1",
                "value.path 8",
                "value.left 32",
                "value.right 32"),
        bytes -> bytes);
    assertThat(edge.storeKey()).isEqualTo(Fixture.bytes("map-node", "key."));
    var read = MapNode.decode(edge, Fixture.bytes("map-node", "value."));
    assertThat(read.bit()).isEqualTo(68);
    assertThat(read.left()).isEqualTo(node.left());
    assertThat(read.right()).isEqualTo(node.right());
    assertThat(read.encode(edge.length())).isEqualTo(Fixture.bytes("map-node", "value."));
  }

  @Test
  void theTopOfTheMap() {
    var top = new MapTop(digest(0x0c), 307);
    byte[] value = top.encode();
    byte[] joined = new byte[1 + value.length];
    joined[0] = MapTop.storeKey()[0];
    System.arraycopy(value, 0, joined, 1, value.length);
    Fixture.check(
        "map-top",
        "The whole map: 307 rows and their root.",
        joined,
        fields -> fields.take("key.top 1", "value.layout 1", "value.count 8", "value.root 32"),
        bytes -> bytes);
    assertThat(MapTop.storeKey()).isEqualTo(Fixture.bytes("map-top", "key."));
    assertThat(MapTop.read(_ -> Fixture.bytes("map-top", "value."))).contains(top);
  }

  /** What is hashed stands in the fixture, so that anybody can hash it without this code. */
  @Test
  void whatIsHashed() {
    var hasher = new MapHasher();
    var row = ByteBuffer.allocate(2 + KEY.length + Digest.LENGTH);
    row.put((byte) 0x10).put((byte) KEY.length).put(KEY).put(Digest.sha256(VALUE).bytes());
    Fixture.check(
        "map-hash-row",
        "What the hash of a row covers.",
        row.array(),
        fields -> fields.take("domain 1", "key.length 1", "key 10", "value.digest 32"),
        bytes -> bytes);
    var node = ByteBuffer.allocate(2 + 2 * Digest.LENGTH);
    node.put((byte) 0x11).put((byte) 68).put(digest(1).bytes()).put(digest(2).bytes());
    Fixture.check(
        "map-hash-node",
        "What the hash of a node covers.",
        node.array(),
        fields -> fields.take("domain 1", "bit 1", "left 32", "right 32"),
        bytes -> bytes);
    var root = ByteBuffer.allocate(1 + Digest.LENGTH).put((byte) 2).put(digest(3).bytes());
    Fixture.check(
        "map-state-root",
        "What the state root covers from version 2 of the contract on.",
        root.array(),
        fields -> fields.take("version 1", "map_root 32"),
        bytes -> bytes);
    Map.of(
            "map-hash-row", hasher.row(KEY, VALUE),
            "map-hash-node", hasher.node(68, digest(1), digest(2)),
            "map-state-root", hasher.stateRoot(digest(3)))
        .forEach((name, hash) ->
            assertThat(hash).as(name).isEqualTo(Digest.sha256(Fixture.bytes(name))));
  }
}
