package org.yipiao.gateway.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.TextsContract;

class RefusalWordsTest {

  private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

  @Test
  void saysEveryReasonOfTheGatewaysInBothLanguages() throws IOException {
    TextsContract.ofReasons(UplinkFault.class);
  }

  @Test
  void whatIsKeptOfAnOutcomeIsSaidInTheLanguageOfEachReader() {
    String kept = RefusalWords.keep("NUMBER_USED");
    assertThat(RefusalWords.say(kept, Locale.ENGLISH))
        .isEqualTo("The invoice number was used before.");
    assertThat(RefusalWords.say(kept, CHINESE)).isEqualTo("该票据号码此前已使用。");
  }

  @Test
  void anOutcomeOfALaterLedgerIsARefusalOfTheLedger() {
    String kept = RefusalWords.keep("OF_A_LATER_VERSION");
    assertThat(RefusalWords.say(kept, Locale.ENGLISH)).isEqualTo("the ledger refused it");
    assertThat(RefusalWords.say(kept, CHINESE)).isEqualTo("被账本拒绝");
  }

  /** Also what an earlier version has kept, which was English. */
  @Test
  void whatTheRegisterSaidIsSaidAgainAsItStands() {
    String said = "/documents/3/document: the number was used for another document";
    assertThat(RefusalWords.say(said, CHINESE)).isEqualTo(said);
  }
}
