package org.yipiao.acceptance.kill.oracle;

/**
 * A bill for which a gateway answered with an invoice.
 *
 * @param hospital the tenant whose gateway answered
 * @param businessNumber under which the bill was handed in
 * @param invoice the 18 digits that were answered
 * @param totalFen what the bill says, and what was answered
 */
public record AcceptedBill(String hospital, String businessNumber, String invoice, long totalFen) {}
