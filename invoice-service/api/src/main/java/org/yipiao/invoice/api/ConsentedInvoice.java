package org.yipiao.invoice.api;

/**
 * An invoice that a payer may read by a person's consent.
 *
 * @param personId whose it is, 64 lowercase hexadecimal characters
 * @param presentationHash SHA-256 in hex of the document that the payer is shown
 */
public record ConsentedInvoice(InvoiceStatus status, String personId, String presentationHash) {}
