package org.yipiao.sandbox;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.TextsContract;
import org.yipiao.sandbox.problem.SandboxProblem;

class SandboxTextsTest {

  @Test
  void saysEveryProblemInBothLanguages() throws IOException {
    TextsContract.ofProblems("/messages", SandboxProblem.class);
  }

  @Test
  void showsThePageOfMessagesInBothLanguages() throws IOException {
    TextsContract.of(
        "/messages",
        "page.",
        List.of("title", "notice", "empty", "to-phone", "to-messages", "from", "text", "send"));
  }
}
