package org.yipiao.invoice.document.verification;

/** The parts of the chain from a document to the trust root. */
public enum BundleLink {
  /** The document itself: form, claims, disclosures. */
  DOCUMENT,
  /** Leaf, inclusion, checkpoint and cosignatures. */
  LEDGER,
  /** That the leaf speaks of this document. */
  BINDING,
  /** That the hospital named in the document signed it. */
  ISSUER
}
