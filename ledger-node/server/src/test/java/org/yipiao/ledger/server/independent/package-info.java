/**
 * A client of the log's public formats that was written for tests alone, from the specifications
 * (C2SP tlog-tiles, tlog-checkpoint, tlog-cosignature; RFC 9162) and the JDK. It uses nothing of
 * the product.
 */
@NullMarked
package org.yipiao.ledger.server.independent;

import org.jspecify.annotations.NullMarked;
