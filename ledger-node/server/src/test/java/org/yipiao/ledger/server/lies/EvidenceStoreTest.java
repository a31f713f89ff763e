package org.yipiao.ledger.server.lies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence;
import org.yipiao.ledger.protocol.checkpoint.NoteSignature;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.server.node.MemoryStore;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.WriteSet;

class EvidenceStoreTest {

  private static final int LIAR = 2;

  private final MemoryStore disk = new MemoryStore();
  private final CosigningEvidence evidence =
      new CosigningEvidence(
          new SignedNote("a\n", List.of(new NoteSignature("two", 7, new byte[72]))),
          new SignedNote("b\n", List.of(new NoteSignature("three", 8, new byte[72]))));

  private void fill(int pieces) {
    for (int size = 1; size <= pieces; size++) {
      byte[] key = ByteBuffer.allocate(12).putInt(LIAR).putLong(size).array();
      byte[] text = "x".getBytes(StandardCharsets.UTF_8);
      disk.write(new WriteSet().put(Family.EVIDENCE, key, text), Durability.SYNCED);
    }
  }

  @Test
  void keepsSoManyPiecesOfAMemberAlsoAfterARestartAndThoseOfOthersBesides() {
    fill(EvidenceStore.PIECES_PER_MEMBER - 1);
    var store = new EvidenceStore(disk);
    store.keep(LIAR, 5_000, evidence);
    store.keep(LIAR, 5_001, evidence);
    assertThat(store.has(LIAR, 5_000)).isTrue();
    assertThat(store.has(LIAR, 5_001)).as("one too many").isFalse();
    assertThat(store.pieces(Set.of(1, LIAR, 3))).isEqualTo(EvidenceStore.PIECES_PER_MEMBER);

    var again = new EvidenceStore(disk);
    again.keep(LIAR, 5_001, evidence);
    again.keep(3, 5_001, evidence);
    assertThat(again.has(LIAR, 5_001)).isFalse();
    assertThat(again.has(3, 5_001)).isTrue();
    assertThat(again.pieces(Set.of(1, LIAR, 3))).isEqualTo(EvidenceStore.PIECES_PER_MEMBER + 1);
  }
}
