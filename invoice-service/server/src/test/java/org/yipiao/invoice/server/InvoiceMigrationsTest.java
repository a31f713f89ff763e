package org.yipiao.invoice.server;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.MigrationContract;

class InvoiceMigrationsTest {

  @Test
  void oneThatWasCutOffCanBeDoneAgain() throws IOException {
    MigrationContract.verify();
  }
}
