package org.yipiao.ledger.client;

import java.util.List;
import org.yipiao.ledger.client.http.InvoiceStateView;

/**
 * What a node said about an invoice. Not proven: a decision about money needs a final operation.
 */
public sealed interface InvoiceLookup {

  record Found(InvoiceStateView state) implements InvoiceLookup {}

  /** The ledger has no such invoice. */
  record NotIssued() implements InvoiceLookup {}

  /**
   * No node could be asked.
   *
   * @param causes one for each node, {@code uri: cause}
   */
  record Unavailable(List<String> causes) implements InvoiceLookup {

    public Unavailable {
      causes = List.copyOf(causes);
    }
  }
}
