/** Proofs for several leaves side by side. */
@NullMarked
package org.yipiao.ledger.client.proof;

import org.jspecify.annotations.NullMarked;
