package org.yipiao.ledger.server.succession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.golden.Fixture;
import org.yipiao.ledger.protocol.wire.FormatException;

/** That engines stopped is a fact once a quorum of those who stopped has signed it. */
class StopProofTest {

  private static final String ORIGIN = SeededConsortium.ORIGIN;
  private static final EngineStop STOP = new EngineStop(1, 166, hash(7));
  private static final EngineKeys KEYS = new EngineKeys();
  private static final Roster BEFORE = KEYS.epochs().getFirst().roster();

  static byte[] hash(int value) {
    byte[] hash = new byte[48];
    hash[0] = (byte) value;
    return hash;
  }

  @Test
  void aQuorumOfThoseWhoStoppedProvesIt() {
    assertThat(KEYS.proof(STOP, 1, 2, 4).proven(ORIGIN, BEFORE)).isTrue();
    assertThat(KEYS.proof(STOP, 1, 2).proven(ORIGIN, BEFORE)).isFalse();
  }

  /** The newcomer has not stopped: it cannot say so. */
  @Test
  void whoWasNoValidatorBeforeCountsForNothing() {
    assertThat(KEYS.proof(STOP, 1, 2, 5).proven(ORIGIN, BEFORE)).isFalse();
  }

  @Test
  void aSignatureOfAnotherOrOfAnotherStopCountsForNothing() {
    var anothers = new TreeMap<>(KEYS.proof(STOP, 1, 2).signatures());
    anothers.put(3, KEYS.of(2).sign(STOP.statement(ORIGIN)));
    assertThat(new StopProof(STOP, anothers).proven(ORIGIN, BEFORE)).isFalse();

    for (EngineStop other :
        new EngineStop[] {
          new EngineStop(2, 166, hash(7)),
          new EngineStop(1, 167, hash(7)),
          new EngineStop(1, 166, hash(8))
        }) {
      var elsewhere = new StopProof(STOP, KEYS.proof(other, 1, 2, 3, 4).signatures());
      assertThat(elsewhere.proven(ORIGIN, BEFORE)).isFalse();
    }
    assertThat(KEYS.proof(STOP, 1, 2, 3).proven("another.invalid/ledger", BEFORE)).isFalse();
  }

  @Test
  void whatOthersSayIsGatheredAsFarAsItIsValid() {
    var forged = new TreeMap<>(KEYS.proof(STOP, 3).signatures());
    forged.put(4, new byte[64]);
    StopProof gathered =
        KEYS.proof(STOP, 1)
            .with(new StopProof(STOP, forged), ORIGIN, BEFORE)
            .with(KEYS.proof(new EngineStop(1, 170, hash(9)), 2), ORIGIN, BEFORE);
    assertThat(gathered.signatures()).containsOnlyKeys(1, 3);
  }

  @Test
  void whatIsWrittenIsReadAndHasOneSpelling() {
    StopProof proof = KEYS.proof(STOP, 1, 3);
    StopProof read = StopProof.decode(proof.encode());
    assertThat(read.stop()).isEqualTo(STOP);
    assertThat(read.encode()).isEqualTo(proof.encode());

    byte[] swapped = proof.encode();
    byte[] first = {0x0d, 1, 0, 0, 0};
    byte[] second = {0x0d, 3, 0, 0, 0};
    String hex = HexFormat.of().formatHex(swapped);
    String twice = hex.replace(HexFormat.of().formatHex(second), HexFormat.of().formatHex(first));
    assertThat(twice).isNotEqualTo(hex);
    assertThatThrownBy(() -> StopProof.decode(HexFormat.of().parseHex(twice)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("ascending");
    assertThatThrownBy(() -> StopProof.decode(new byte[StopProof.MOST_BYTES + 1]))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("bytes");
  }

  /** Golden bytes: an engine of another build must read and sign the same. */
  @Test
  void theBytesAreFixed() {
    assertThat(HexFormat.of().formatHex(STOP.statement("yipiao.invalid/test")))
        .isEqualTo(
            "0a1579697069616f20656e67696e652073746f70207631"
                + "121379697069616f2e696e76616c69642f74657374"
                + "190100000000000000"
                + "21a600000000000000"
                + "2a3007"
                + "00".repeat(47));
    var signatures = new TreeMap<Integer, byte[]>();
    signatures.put(2, new byte[64]);
    Fixture.check(
        "stop-proof",
        "That the engines stopped for epoch 1 after round 166, as validator 2 says with a signature of zeros.",
        new StopProof(STOP, signatures).encode(),
        it -> {
          it.field(1, "epoch").field(2, "round").field(3, "state_hash");
          it.open(4, "holder").field(1, "holder.member").field(2, "holder.signature");
        },
        bytes -> StopProof.decode(bytes).encode());
  }
}
