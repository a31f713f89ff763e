package org.yipiao.gateway.charge;

import org.yipiao.invoice.document.CheckedDraft;
import org.yipiao.invoice.document.IssuedDocument;
import org.yipiao.platform.id.InvoiceId;

/** Makes the signed document of a checked draft under its number, with the hospital's key. */
@FunctionalInterface
public interface InvoiceSigner {

  IssuedDocument sign(CheckedDraft draft, InvoiceId id);
}
