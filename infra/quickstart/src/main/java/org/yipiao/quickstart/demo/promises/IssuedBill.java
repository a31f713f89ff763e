package org.yipiao.quickstart.demo.promises;

import org.yipiao.quickstart.drive.Bill;
import org.yipiao.quickstart.drive.VerifiedInvoice;

/** A bill of the thread together with the verified invoice that it became. */
public record IssuedBill(Bill bill, VerifiedInvoice invoice) {}
