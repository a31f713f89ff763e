package org.yipiao.ledger.contract.rules;

import org.yipiao.ledger.contract.state.InvoiceRow;
import org.yipiao.ledger.contract.state.InvoiceStatus;

/**
 * All of an invoice on which it depends whether something may happen to it.
 *
 * @param paperOut whether a paper twin is out
 * @param bound whether any of it is reserved, committed or reimbursed
 */
public record InvoiceStanding(InvoiceStatus status, boolean paperOut, boolean bound) {

  static InvoiceStanding of(InvoiceRow invoice) {
    return new InvoiceStanding(invoice.status(), invoice.paperOut(), invoice.boundFen() > 0);
  }
}
