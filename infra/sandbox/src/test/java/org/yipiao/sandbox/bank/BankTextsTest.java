package org.yipiao.sandbox.bank;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.TextsContract;

class BankTextsTest {

  @Test
  void saysWhatIsWrongWithAMessageInBothLanguages() throws IOException {
    TextsContract.ofReasons(BankReason.class);
  }
}
