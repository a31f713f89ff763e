/** Payments through a bank, ISO 20022. */
@NullMarked
package org.yipiao.claims.server.payout;

import org.jspecify.annotations.NullMarked;
