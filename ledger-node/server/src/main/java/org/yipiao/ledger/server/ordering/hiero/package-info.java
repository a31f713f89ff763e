/**
 * The ordering engine of production: the Hiero consensus platform (hashgraph, Byzantine fault
 * tolerant), embedded. Nothing outside this package knows that engine's types.
 */
@NullMarked
package org.yipiao.ledger.server.ordering.hiero;

import org.jspecify.annotations.NullMarked;
