package org.yipiao.ledger.protocol.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * What verifiers of Ed25519 are known to differ about: the vectors of Chalkias, Garillot and
 * Nikolaenko, "Taming the many EdDSAs" (2020), table 5.
 */
class Ed25519KeysTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final String MIXED_KEY =
      "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d";
  private static final String MESSAGE =
      "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c";

  /** Browsers refuse it: a cosignature that only Java takes would part who is offline from them. */
  @Test
  void refusesWhatHoldsOnlyTimesTheCofactor() {
    assertThat(
            verifies(
                MIXED_KEY,
                MESSAGE,
                "160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed5125ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09"))
        .isFalse();
    assertThat(
            verifies(
                MIXED_KEY,
                MESSAGE,
                "21122a84e0b5fca4052f5b1235c80a537878b38f3142356b2c2384ebad4668b7e40bc836dac0f71076f9abe3a53f9c03c1ceeeddb658d0030494ace586687405"))
        .isFalse();
  }

  @Test
  void takesWhatHoldsWithoutTheCofactor() {
    assertThat(
            verifies(
                MIXED_KEY,
                "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79",
                "9046a64750444938de19f227bb80485e92b83fdb4b6506c160484c016cc1852f87909e14428a7a1d62e9f22f3d3ad7802db02eb2e688b6c52fcd6648a98bd009"))
        .isTrue();
  }

  /**
   * The neutral element as R, spelt as it must, with a sign that it has not, and above the prime.
   */
  @Test
  void takesOneSpellingOfAPoint() {
    byte[] seed = new byte[32];
    byte[] key = Ed25519Keys.publicKeyFromSeed(seed);
    byte[] signature = NeutralSignature.of(seed, new byte[] {7}, NeutralSignature.CANONICAL);
    assertThat(Ed25519Keys.verifier(key).verify(new byte[] {7}, signature)).isTrue();
    for (String spelling : NeutralSignature.OTHERS) {
      byte[] other = NeutralSignature.of(seed, new byte[] {7}, spelling);
      assertThat(Ed25519Keys.verifier(key).verify(new byte[] {7}, other)).as(spelling).isFalse();
    }
  }

  @Test
  void refusesAKeyThatIsNoPoint() {
    byte[] none = new byte[32];
    none[0] = 2;
    assertThatThrownBy(() -> Ed25519Keys.verifier(none)).isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> Ed25519Keys.verifier(new byte[31]))
        .isInstanceOf(FormatException.class);
  }

  private static boolean verifies(String key, String message, String signature) {
    return Ed25519Keys.verifier(HEX.parseHex(key))
        .verify(HEX.parseHex(message), HEX.parseHex(signature));
  }
}
