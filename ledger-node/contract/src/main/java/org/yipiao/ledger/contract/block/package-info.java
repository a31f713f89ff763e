/** From ordered transactions to blocks: duplicates, expiry, leaves, headers and state roots. */
@NullMarked
package org.yipiao.ledger.contract.block;

import org.jspecify.annotations.NullMarked;
