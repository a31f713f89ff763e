package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.cosigning.Cosignature;

/** A validator that cosigns ahead of everything fills its own share of memory and no other. */
class CosignatureFloodTest {

  private static final int SIZES_PER_MEMBER = 8_192;
  private static final int LIAR = 3;
  private static final long AHEAD = 1_000_000;

  @TempDir Path directory;

  @Test
  void ofOneValidatorSoManySizesAreKept() throws Exception {
    var consortium = SimulatedConsortium.withBlocks(directory, 1);
    var tally = consortium.node(1).cosignatures();
    var liar = consortium.members().cosigner(LIAR);
    String origin = consortium.genesis().origin();
    for (int i = 0; i <= SIZES_PER_MEMBER; i++) {
      assertThat(tally.accept(cosigned(LIAR, liar, origin, AHEAD + i))).isTrue();
    }
    assertThat(tally.known(cosigned(LIAR, liar, origin, AHEAD + SIZES_PER_MEMBER - 1))).isTrue();
    assertThat(tally.known(cosigned(LIAR, liar, origin, AHEAD + SIZES_PER_MEMBER))).isFalse();

    var other = cosigned(2, consortium.members().cosigner(2), origin, AHEAD);
    assertThat(tally.accept(other)).isTrue();
    assertThat(tally.known(other)).as("another validator's share is its own").isTrue();
  }

  private static Cosignature cosigned(int member, Cosigner cosigner, String origin, long size) {
    var line = cosigner.sign(new Checkpoint(origin, size, Digest.ZERO), 1);
    return new Cosignature(member, size, Digest.ZERO, line.signature());
  }
}
