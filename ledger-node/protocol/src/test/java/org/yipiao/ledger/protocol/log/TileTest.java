package org.yipiao.ledger.protocol.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TileTest {

  @Test
  void pathsAreThoseOfTheSpecification() {
    assertThat(new Tile(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
    assertThat(new Tile(1, 0, 17).path()).isEqualTo("tile/1/000.p/17");
    assertThat(new Tile(Tile.ENTRIES, 273, 112).path()).isEqualTo("tile/entries/273.p/112");
    for (String path :
        List.of("tile/0/x001/x234/067", "tile/1/000.p/17", "tile/entries/273.p/112")) {
      assertThat(Tile.parse(path).orElseThrow().path()).isEqualTo(path);
    }
  }

  @Test
  void otherSpellingsAreNoPaths() {
    for (String path :
        List.of(
            "tile/00/000",
            "tile/64/000",
            "tile/0/0",
            "tile/0/x000/001",
            "tile/0/001/002",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/-1/000",
            "tile/0/../000",
            "/tile/0/000",
            "tile/data/000",
            "tile/0/x999/x999/x999/x999/x999/x999/999",
            "tile/entries/x036/x028/x797/x018/x963/968",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/999")) {
      assertThat(Tile.parse(path)).as(path).isEmpty();
    }
  }

  @Test
  void theLastTileWhoseFirstHashHasANumberIsTheLast() {
    Tile last = Tile.parse("tile/0/x036/x028/x797/x018/x963/967").orElseThrow();
    assertThat(last.firstHash()).isEqualTo(Long.MAX_VALUE - 255);
    assertThat(last.widthAt(70_000)).isZero();
  }

  @Test
  void aTreeOf70000IsCutAsTheSpecificationSays() {
    long size = 70_000;
    assertThat(new Tile(0, 272, 256).widthAt(size)).isEqualTo(256);
    assertThat(new Tile(0, 273, 256).widthAt(size)).isEqualTo(112);
    assertThat(new Tile(0, 274, 256).widthAt(size)).isZero();
    assertThat(new Tile(1, 0, 256).widthAt(size)).isEqualTo(256);
    assertThat(new Tile(1, 1, 256).widthAt(size)).isEqualTo(17);
    assertThat(new Tile(2, 0, 256).widthAt(size)).isEqualTo(1);
    assertThat(new Tile(3, 0, 256).widthAt(size)).isZero();
    assertThat(new Tile(63, 0, 256).widthAt(size)).isZero();
  }

  @Test
  void entryBundlesAreReadBack() {
    List<byte[]> leaves = List.of(new byte[0], new byte[] {1}, new byte[4_096]);
    assertThat(EntryBundle.decode(EntryBundle.encode(leaves)))
        .usingElementComparator(Arrays::compare)
        .containsExactlyElementsOf(leaves);
  }
}
