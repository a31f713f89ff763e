package org.yipiao.quickstart.demo;

/** A bill of the thread together with the verified invoice that it became. */
record IssuedBill(Bill bill, VerifiedInvoice invoice) {}
