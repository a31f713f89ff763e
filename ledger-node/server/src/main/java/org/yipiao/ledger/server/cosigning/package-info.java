/** Cosigning: what this validator may sign, and when a quorum has signed. */
@NullMarked
package org.yipiao.ledger.server.cosigning;

import org.jspecify.annotations.NullMarked;
