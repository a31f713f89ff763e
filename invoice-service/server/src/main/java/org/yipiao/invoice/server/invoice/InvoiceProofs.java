package org.yipiao.invoice.server.invoice;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Service;
import org.yipiao.invoice.server.ledger.LedgerTransactions;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.problem.ProblemException;

/** Puts an invoice's document and proof together. */
@Service
public class InvoiceProofs {

  private final InvoiceMapper mapper;
  private final InvoiceRegister register;
  private final LedgerTransactions ledger;

  InvoiceProofs(InvoiceMapper mapper, InvoiceRegister register, LedgerTransactions ledger) {
    this.mapper = mapper;
    this.register = register;
    this.ledger = ledger;
  }

  /** Refuses what has no proof: not yet, or never. */
  public static void requireFinal(StoredInvoice invoice) {
    switch (invoice.state()) {
      case FINAL -> {}
      case RECEIVED, EXPIRED -> throw new ProblemException(InvoiceProblem.NOT_FINAL);
      case REFUSED -> throw new ProblemException(InvoiceProblem.NOT_ISSUED);
    }
  }

  /**
   * The bundle of a final invoice. The ledger commits to what the hospital signed, not to what of
   * it is disclosed, so the proof is the same for every presentation.
   *
   * @param shown makes of the document, which discloses everything, the text that is handed out
   */
  public ProofBundle bundle(StoredInvoice invoice, UnaryOperator<String> shown) {
    requireFinal(invoice);
    InvoiceMapper.Proof proof = mapper.proof(invoice.invoiceId()).orElseThrow();
    InvoiceRegister.Opened content =
        register
            .open(invoice, proof)
            .orElseThrow(() -> new ProblemException(InvoiceProblem.ERASED));
    String checkpoint =
        proof.checkpointNote() != null
            ? proof.checkpointNote()
            : ledger.checkpoint(invoice.ledgerId()).orElseThrow();
    List<Digest> path = InvoiceSettlement.path(Objects.requireNonNull(proof.path()));
    String text =
        new TlogProof(Objects.requireNonNull(proof.leafIndex()), path, checkpoint).format();
    return new ProofBundle(
        shown.apply(content.compact()), Objects.requireNonNull(proof.leaf()), text);
  }
}
