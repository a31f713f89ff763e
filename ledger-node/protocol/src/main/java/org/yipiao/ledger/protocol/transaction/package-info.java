/** The signed envelope around a batch of operations. */
@NullMarked
package org.yipiao.ledger.protocol.transaction;

import org.jspecify.annotations.NullMarked;
