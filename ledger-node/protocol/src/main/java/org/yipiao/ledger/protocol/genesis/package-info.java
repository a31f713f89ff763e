/** The file from which a ledger starts. */
@NullMarked
package org.yipiao.ledger.protocol.genesis;

import org.jspecify.annotations.NullMarked;
