/** The operations that members submit, with their exact bytes, and the outcomes they can have. */
@NullMarked
package org.yipiao.ledger.protocol.operation;

import org.jspecify.annotations.NullMarked;
