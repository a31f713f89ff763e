/** What a payer writes to the ledger. */
@NullMarked
package org.yipiao.claims.server.settlement;

import org.jspecify.annotations.NullMarked;
