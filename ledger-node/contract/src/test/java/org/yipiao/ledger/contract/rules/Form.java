package org.yipiao.ledger.contract.rules;

import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.contract.state.InvoiceStatus;

/** An invoice number as the page draws it: all situations that nothing tells apart but claims. */
enum Form {
  UNUSED("No invoice has the number; it is in a range of the issuer."),
  ISSUED("Issued, no paper twin is out, nothing of it is held."),
  ISSUED_HELD("The same, and some of it is reserved, committed or reimbursed."),
  PAPER_OUT("Issued, a paper twin is out, nothing of it is held."),
  PAPER_OUT_HELD("The same, and some of it is reserved, committed or reimbursed."),
  REVERSED(InvoiceStatus.REVERSED.sentence()),
  RED(InvoiceStatus.RED.sentence());

  private final String sentence;

  Form(String sentence) {
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }

  static Form of(@Nullable InvoiceStatus status, boolean paperOut, boolean held) {
    if (status == null) {
      return UNUSED;
    }
    return switch (status) {
      case ISSUED -> issued(paperOut, held);
      case REVERSED -> REVERSED;
      case RED -> RED;
    };
  }

  private static Form issued(boolean paperOut, boolean held) {
    if (paperOut) {
      return held ? PAPER_OUT_HELD : PAPER_OUT;
    }
    return held ? ISSUED_HELD : ISSUED;
  }
}
