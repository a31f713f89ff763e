/** What the ledger makes of every change that a quorum approves, in every situation. */
@NullMarked
package org.yipiao.ledger.contract.rules.changes;

import org.jspecify.annotations.NullMarked;
