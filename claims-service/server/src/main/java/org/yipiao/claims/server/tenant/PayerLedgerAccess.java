package org.yipiao.claims.server.tenant;

import java.util.function.Supplier;
import org.yipiao.ledger.client.LedgerClient;

/** Opens the ledger with a payer's own credentials. */
@FunctionalInterface
public interface PayerLedgerAccess {

  /**
   * @param bearer a valid access token at any time
   */
  LedgerClient open(Supplier<String> bearer);
}
