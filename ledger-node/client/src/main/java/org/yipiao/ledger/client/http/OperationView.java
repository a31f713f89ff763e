package org.yipiao.ledger.client.http;

/**
 * What became of one operation.
 *
 * @param index in its transaction, from 0
 * @param outcome the outcome's name, {@code UNKNOWN} for a number that this version has no name for
 * @param outcomeCode the number in the leaf
 * @param detail of the outcome, hexadecimal
 * @param leafIndex of its leaf in the log
 */
public record OperationView(
    int index, String outcome, int outcomeCode, String detail, long leafIndex) {}
