package org.yipiao.sandbox.bank;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.TextsContract;

class BankTextsTest {

  @Test
  void saysEveryProblemInBothLanguages() throws IOException {
    TextsContract.ofProblems("/messages", BankProblem.class);
  }

  @Test
  void saysWhatIsWrongWithAMessageInBothLanguages() throws IOException {
    TextsContract.ofReasons(BankReason.class);
  }
}
