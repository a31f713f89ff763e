package org.yipiao.gateway.charge;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.TextsContract;

class RefusalTextsTest {

  @Test
  void saysEveryProblemInBothLanguages() throws IOException {
    TextsContract.ofProblems("/messages", RefusalCode.class);
  }

  @Test
  void saysEveryReasonInBothLanguages() throws IOException {
    TextsContract.ofReasons(RefusalReason.class);
    TextsContract.ofReasons(Fingerprint.Part.class);
  }
}
