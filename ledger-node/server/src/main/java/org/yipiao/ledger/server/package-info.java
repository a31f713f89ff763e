/** The ledger node: a validator's process. */
@NullMarked
package org.yipiao.ledger.server;

import org.jspecify.annotations.NullMarked;
