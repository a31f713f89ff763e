package org.yipiao.edge;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.TextsContract;

class EdgeTextsTest {

  @Test
  void saysEveryProblemInBothLanguages() throws IOException {
    TextsContract.ofProblems("/messages", EdgeProblem.class);
  }

  @Test
  void saysEveryReasonInBothLanguages() throws IOException {
    TextsContract.ofReasons(EdgeReason.class);
  }
}
