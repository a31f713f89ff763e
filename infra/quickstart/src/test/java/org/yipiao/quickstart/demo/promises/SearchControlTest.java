package org.yipiao.quickstart.demo.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yipiao.quickstart.demo.report.DemoReport;
import org.yipiao.quickstart.demo.report.Findings;

class SearchControlTest {

  private static final List<String> TEXTS = List.of("K29.700", "测安宁", "11010119900101001X");

  private static byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(11).nextBytes(noise);
    return noise;
  }

  @Test
  void findsEveryEncodingInALeafAndInABlock() {
    SearchControl control =
        SearchControl.run(new Needles(TEXTS), TEXTS, noise(300), noise(1 << 14));

    assertThat(control.missed()).isEmpty();
    assertThat(control.planted()).isEqualTo(2 * SearchControl.forms("测安宁").size());
    assertThat(control.found()).isEqualTo(control.planted());
  }

  @Test
  void namesEveryEncodingThatTheSearchMisses() {
    SearchControl control =
        SearchControl.run(
            new Needles(List.of("another text")), List.of("测安宁"), noise(300), noise(300));

    assertThat(control.found()).isZero();
    assertThat(control.missed())
        .hasSize(control.planted())
        .contains("leaf, UTF-16LE", "block, GB18030", "block, SHA-256", "leaf, base64 after 2");
  }

  @Test
  void missesAllInABlockWhenNoneWasPublished() {
    SearchControl control = SearchControl.run(new Needles(TEXTS), TEXTS, noise(300), new byte[0]);

    assertThat(control.missed()).allMatch(each -> each.startsWith("block, "));
    assertThat(control.missed()).hasSize(control.planted() / 2);
  }

  @Test
  void plantsEveryFormThatIsSearchedFor() {
    String text = "测安宁";
    for (byte[] form : Needles.forms(text)) {
      assertThat(SearchControl.forms(text)).anyMatch(planted -> contains(planted.bytes(), form));
    }
  }

  private static boolean contains(byte[] all, byte[] part) {
    for (int at = 0; at + part.length <= all.length; at++) {
      if (java.util.Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void isAPromiseOfTheDemonstration() {
    assertThat(failures(new DemoReport.PersonalData(1, 1, 0, 34, 34, List.of()))).isEmpty();
    assertThat(failures(new DemoReport.PersonalData(1, 1, 0, 0, 0, List.of()))).hasSize(1);
    assertThat(failures(new DemoReport.PersonalData(1, 1, 0, 34, 33, List.of("leaf, hex"))))
        .singleElement()
        .asString()
        .endsWith("missed: [leaf, hex]");
  }

  private static List<String> failures(DemoReport.PersonalData search) {
    Findings findings = new Findings();
    findings.personalData(search);
    return findings.report().failures();
  }
}
