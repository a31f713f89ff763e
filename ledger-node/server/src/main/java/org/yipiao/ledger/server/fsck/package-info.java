/** Whether what a node has on its disk is whole and says one and the same thing everywhere. */
@NullMarked
package org.yipiao.ledger.server.fsck;

import org.jspecify.annotations.NullMarked;
