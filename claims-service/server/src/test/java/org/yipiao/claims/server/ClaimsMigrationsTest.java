package org.yipiao.claims.server;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.MigrationContract;

class ClaimsMigrationsTest {

  @Test
  void oneThatWasCutOffCanBeDoneAgain() throws IOException {
    MigrationContract.verify();
  }
}
