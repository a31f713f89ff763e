/** The chain of blocks as this node has it on its disk: formats and typed reads. */
@NullMarked
package org.yipiao.ledger.server.chain;

import org.jspecify.annotations.NullMarked;
