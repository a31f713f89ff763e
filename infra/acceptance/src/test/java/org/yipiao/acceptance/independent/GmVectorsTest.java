package org.yipiao.acceptance.independent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples of the standards: GB/T 32905-2016, appendix A, and GB/T 32918.5-2017, appendix A.
 */
class GmVectorsTest {

  private static final byte[] KEY =
      HexFormat.of()
          .parseHex(
              "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                  + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
  private static final byte[] SIGNATURE =
      HexFormat.of()
          .parseHex(
              "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                  + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
  private static final byte[] MESSAGE = "message digest".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @CsvSource({
    "abc, 1, 66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    "abcd, 16, debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
  })
  void hashes(String part, int times, String digest) {
    assertThat(Sm3.hash(part.repeat(times).getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(HexFormat.of().parseHex(digest));
  }

  @Test
  void verifiesTheExampleAndNothingBesideIt() {
    assertThat(Sm2.verify(KEY, MESSAGE, SIGNATURE)).isTrue();
    for (byte[] input : new byte[][] {KEY, MESSAGE, SIGNATURE}) {
      for (int at = 0; at < input.length; at++) {
        input[at] ^= 1;
        assertThat(Sm2.verify(KEY, MESSAGE, SIGNATURE)).as("byte %d", at).isFalse();
        input[at] ^= 1;
      }
    }
    assertThat(Sm2.verify(KEY, MESSAGE, new byte[64])).isFalse();
    assertThat(Sm2.verify(KEY, MESSAGE, new byte[63])).isFalse();
    assertThat(Sm2.verify(new byte[65], MESSAGE, SIGNATURE)).isFalse();
  }
}
