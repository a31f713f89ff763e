/**
 * The claims service running on real servers, with a ledger, a register and a bank to play with.
 */
@NullMarked
package org.yipiao.claims.server.testing;

import org.jspecify.annotations.NullMarked;
