package org.yipiao.claims.server.tenant;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.yipiao.ledger.client.LedgerClient;

/** Opens the ledger with a payer's own credentials. */
@FunctionalInterface
public interface PayerLedgerAccess {

  /**
   * @param stateNodes the nodes whose word the payer takes for an invoice's state
   * @param bearer a valid access token at any time
   */
  LedgerClient open(List<URI> stateNodes, Supplier<String> bearer);
}
