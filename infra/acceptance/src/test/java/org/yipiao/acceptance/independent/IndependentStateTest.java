package org.yipiao.acceptance.independent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The ledger's golden state proofs: of an invoice, and that there is no other one. */
class IndependentStateTest {

  private static final long THERE = 110_601_260_000_000_003L;
  private static final long NOT_THERE = 110_601_260_000_000_030L;
  private static final String TITLE = "yipiao/state-proof@v1\n";

  private final String consortium =
      new String(
          HexFormat.of()
              .parseHex(
                  read("protocol/src/test/resources/golden/consortium.hex").replaceAll("\\s", "")),
          StandardCharsets.UTF_8);
  private final String both = read("contract/src/test/resources/golden/state-proofs.txt");
  private final String there = both.substring(0, both.lastIndexOf("\n" + TITLE));
  private final String notThere = both.substring(both.lastIndexOf(TITLE));

  private static String read(String file) {
    try {
      return Files.readString(
          Path.of(System.getProperty("yipiao.root", "../.."), "ledger-node").resolve(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void findsTheRowOfAnInvoice() {
    assertThat(IndependentState.verify(THERE, there, consortium))
        .matches(
            "VALUE 0000000401[0-9a-f]{64}" + "0000000000000067" + "00000000000000cb" + "0{64}");
  }

  @Test
  void findsThatThereIsNone() {
    assertThat(IndependentState.verify(NOT_THERE, notThere, consortium)).isEqualTo("NONE");
  }

  @Test
  void believesNoProofOfAnotherInvoice() {
    assertThat(IndependentState.verify(NOT_THERE, there, consortium))
        .isEqualTo("state: another key");
    assertThat(IndependentState.verify(THERE, notThere, consortium))
        .isEqualTo("state: another key");
  }

  @Test
  void believesNoProofWithACharacterChanged() {
    for (int at = 0; at < notThere.length(); at++) {
      char other = notThere.charAt(at) == 'A' ? 'B' : 'A';
      String changed = notThere.substring(0, at) + other + notThere.substring(at + 1);
      assertThat(IndependentState.verify(NOT_THERE, changed, consortium))
          .as("character %d", at)
          .isNotEqualTo("NONE")
          .doesNotStartWith("VALUE");
    }
  }
}
