/** The Merkle log on disk, kept as the hash tiles in which it is served. */
@NullMarked
package org.yipiao.ledger.server.log;

import org.jspecify.annotations.NullMarked;
