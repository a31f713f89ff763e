/** Signed notes, checkpoints and their cosignatures, as the C2SP specifications fix them. */
@NullMarked
package org.yipiao.ledger.protocol.checkpoint;

import org.jspecify.annotations.NullMarked;
