/**
 * The order of transactions, as the rest of the node sees it: opaque payloads go in, rounds in one
 * agreed order come out. {@code hiero} holds the engine of production, {@code simulated} a
 * deterministic one for tests.
 */
@NullMarked
package org.yipiao.ledger.server.ordering;

import org.jspecify.annotations.NullMarked;
