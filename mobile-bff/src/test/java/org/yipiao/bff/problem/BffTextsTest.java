package org.yipiao.bff.problem;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.TextsContract;

class BffTextsTest {

  @Test
  void saysEveryProblemInBothLanguages() throws IOException {
    TextsContract.ofProblems("/messages", BffProblem.class);
  }
}
