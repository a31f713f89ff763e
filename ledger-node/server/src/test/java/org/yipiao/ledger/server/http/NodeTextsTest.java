package org.yipiao.ledger.server.http;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.TextsContract;

class NodeTextsTest {

  @Test
  void saysEveryProblemInBothLanguages() throws IOException {
    TextsContract.ofProblems("/messages", NodeProblem.class);
  }
}
