package org.yipiao.ledger.client;

import java.util.List;
import org.yipiao.ledger.protocol.statemap.InvoiceState;
import org.yipiao.ledger.protocol.statemap.StateProofResult.AsOf;

/** What is proven of an invoice. */
public sealed interface InvoiceProof {

  /**
   * The invoice is so.
   *
   * @param asOf the block after which it is
   * @param text the proof, to be kept: it verifies offline for ever
   */
  record Proven(InvoiceState state, AsOf asOf, String text) implements InvoiceProof {}

  /**
   * There is no such invoice.
   *
   * @param asOf the block after which there is none
   * @param text the proof, to be kept: it verifies offline for ever
   */
  record NotIssued(AsOf asOf, String text) implements InvoiceProof {}

  /**
   * No node gave a proof that holds and is not behind; ask again later.
   *
   * @param causes what each node answered
   */
  record Unavailable(List<String> causes) implements InvoiceProof {
    public Unavailable {
      causes = List.copyOf(causes);
    }
  }
}
