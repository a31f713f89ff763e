package org.yipiao.platform.reason;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ReasonTest {

  private enum Sample implements ReasonCode {
    PLAIN,
    LIMIT,
    DIFFERS,
    WRAPPED,
    WORDLESS;

    @Override
    public String bundle() {
      return "org.yipiao.platform.reason.sample";
    }

    @Override
    public String key() {
      return "sample." + name();
    }
  }

  private enum Nowhere implements ReasonCode {
    LOST
  }

  @Test
  void oneReasonHasItsWordsInBothLanguagesAndItsParametersInTheOrderOfEach() {
    Reason reason = Reason.of(Sample.LIMIT, 12_000, new BigDecimal("1E+4"));

    assertThat(reason.in(Locale.ENGLISH)).isEqualTo("the shop's limit is 10000, not 12000");
    assertThat(reason.in(Locale.SIMPLIFIED_CHINESE)).isEqualTo("本店上限为 10000，而非 12000");
    assertThat(reason).hasToString("the shop's limit is 10000, not 12000");
  }

  @Test
  void anyChineseIsAnsweredInSimplifiedChineseAndEveryOtherLanguageInEnglish() {
    Reason reason = Reason.of(Sample.PLAIN);

    assertThat(reason.in(Locale.TRADITIONAL_CHINESE)).isEqualTo("并非如此");
    assertThat(reason.in(Locale.CHINESE)).isEqualTo("并非如此");
    assertThat(reason.in(Locale.FRENCH)).isEqualTo("it isn't so");
  }

  /** Else a stranger's name could write over the line above it, or turn a number around. */
  @Test
  void whatSteersATerminalIsWrittenAsNothing() {
    String steering = "a\u001b[12A\r\nb\u202ec\u0007\u2028d\ud800";

    assertThat(Reason.of(Sample.LIMIT, steering, 1).in(Locale.ENGLISH))
        .isEqualTo("the shop's limit is 1, not a\ufffd[12A\ufffd\ufffdb\ufffdc\ufffd\ufffdd\ufffd");
    assertThat(Reason.of(Sample.LIMIT, "名称 \ud83d\ude00", 1).in(Locale.ENGLISH))
        .endsWith("名称 \ud83d\ude00");
  }

  @Test
  void aParameterThatIsAReasonIsPutIntoWordsInTheSameLanguage() {
    Reason inner = Reason.of(Sample.WRAPPED, Reason.of(Sample.LIMIT, 2, 1));
    Reason several = Reason.of(Sample.DIFFERS, List.of(Sample.PLAIN, "x"));

    assertThat(inner.in(Locale.ENGLISH)).isEqualTo("because the shop's limit is 1, not 2");
    assertThat(inner.in(Locale.CHINA)).isEqualTo("原因：本店上限为 1，而非 2");
    assertThat(several.in(Locale.ENGLISH)).isEqualTo("differs in it isn't so, x");
    assertThat(several.in(Locale.CHINA)).isEqualTo("不同之处：并非如此、x");
  }

  @Test
  void aReasonWithoutWordsIsSaidByItsName() {
    assertThat(Reason.of(Sample.WORDLESS).in(Locale.CHINA)).isEqualTo("WORDLESS");
    assertThat(Reason.of(Nowhere.LOST, 7).in(Locale.ENGLISH)).isEqualTo("LOST [7]");
  }

  @Test
  void aBrokenRuleSaysItselfInTheLanguageOfWhoeverIsTold() {
    BrokenRuleException broken = new BrokenRuleException(Sample.LIMIT, 2, 1);

    assertThat(broken).hasMessage("the shop's limit is 1, not 2");
    assertThat(broken.reason().in(Locale.CHINA)).isEqualTo("本店上限为 1，而非 2");
  }
}
