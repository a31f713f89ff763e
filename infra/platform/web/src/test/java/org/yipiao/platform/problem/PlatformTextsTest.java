package org.yipiao.platform.problem;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.files.ReadFault;
import org.yipiao.platform.testing.TextsContract;

class PlatformTextsTest {

  @Test
  void saysEveryProblemInBothLanguages() throws IOException {
    TextsContract.ofProblems("/org/yipiao/platform/problem/messages", PlatformProblem.class);
  }

  @Test
  void saysWhatIsWrongWithAFieldInBothLanguages() throws IOException {
    TextsContract.ofReasons(PlatformReason.class);
  }

  @Test
  void saysWhyAFileCannotBeReadInBothLanguages() throws IOException {
    TextsContract.ofReasons(ReadFault.class);
  }
}
