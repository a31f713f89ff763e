/** Transactions on their way to the ledger, followed until they are settled. */
@NullMarked
package org.yipiao.invoice.server.ledger;

import org.jspecify.annotations.NullMarked;
