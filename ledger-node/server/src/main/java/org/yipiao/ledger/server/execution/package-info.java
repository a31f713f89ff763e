/** From ordered rounds to blocks: the durable queue of rounds and the executor that empties it. */
@NullMarked
package org.yipiao.ledger.server.execution;

import org.jspecify.annotations.NullMarked;
