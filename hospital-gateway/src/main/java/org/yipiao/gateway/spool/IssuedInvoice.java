package org.yipiao.gateway.spool;

import java.time.Instant;
import org.yipiao.platform.id.CheckCode;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/**
 * What the cashier is answered: four of the five elements that verify the invoice, and the instant
 * whose day in the hospital's zone is the fifth.
 */
public record IssuedInvoice(
    InvoiceId invoiceId, CheckCode checkCode, Money total, Instant issuedAt) {}
