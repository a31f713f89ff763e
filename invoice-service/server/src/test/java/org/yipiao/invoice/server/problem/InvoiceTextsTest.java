package org.yipiao.invoice.server.problem;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.TextsContract;

class InvoiceTextsTest {

  @Test
  void saysEveryProblemInBothLanguages() throws IOException {
    TextsContract.ofProblems("/messages", InvoiceProblem.class);
  }
}
