/** Proofs that travel with a document and verify offline. */
@NullMarked
package org.yipiao.ledger.protocol.bundle;

import org.jspecify.annotations.NullMarked;
