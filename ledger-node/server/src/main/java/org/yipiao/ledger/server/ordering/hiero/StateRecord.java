package org.yipiao.ledger.server.ordering.hiero;

/**
 * One of the few records of which an engine's state is made, in the engine's own encoding. A state
 * is the list of them in the order of their places in its tree.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: what counts is the state's hash
public record StateRecord(byte[] key, byte[] value) {}
