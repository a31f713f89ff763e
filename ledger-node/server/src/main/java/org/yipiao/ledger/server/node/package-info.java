/** The node put together: engine, store, execution, cosigning, transfer. */
@NullMarked
package org.yipiao.ledger.server.node;

import org.jspecify.annotations.NullMarked;
