package org.yipiao.sandbox.bank;

/**
 * One credit transfer that a customer ordered.
 *
 * @param endToEndId the customer's id of the transfer; executed at most once
 * @param debtorAccount account that pays
 * @param creditorAccount account that is paid
 * @param amountFen more than zero
 */
record Transfer(String endToEndId, String debtorAccount, String creditorAccount, long amountFen) {}
