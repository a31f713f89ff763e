package org.yipiao.platform.store;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.MigrationContract;

class PlatformMigrationsTest {

  @Test
  void oneThatWasCutOffCanBeDoneAgain() throws IOException {
    MigrationContract.verify("/db/platform", "V0__");
  }
}
