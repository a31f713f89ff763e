package org.yipiao.invoice.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as the register lists it, without any of its content.
 *
 * @param hospital the tenant that issued it
 * @param member that hospital's number in the consortium
 * @param linked whether it belongs to a person; an unlinked one is not claimable
 * @param commitment of the signed document, SHA-256 in 64 hexadecimal digits: it tells whether two
 *     documents of one number are the same
 * @param documentType such as {@code OUTPATIENT_INVOICE}
 * @param receivedAt when the register stored it
 * @param acceptedAt when a ledger node accepted its transaction, by the node's clock
 * @param finalAt when the register held a verified proof
 * @param outcome the ledger's outcome by name
 * @param traceparent W3C Trace Context of the invoice, from the message of the hospital on; whoever
 *     works on the invoice continues it
 */
public record InvoiceStatus(
    String invoiceId,
    InvoiceState state,
    String hospital,
    int member,
    boolean linked,
    String commitment,
    String documentType,
    long totalFen,
    long claimableFen,
    Instant issuedAt,
    Instant receivedAt,
    @Nullable Instant acceptedAt,
    @Nullable Instant finalAt,
    @Nullable String outcome,
    @Nullable String traceparent) {}
