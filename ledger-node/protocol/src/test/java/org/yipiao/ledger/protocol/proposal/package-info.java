@NullMarked
package org.yipiao.ledger.protocol.proposal;

import org.jspecify.annotations.NullMarked;
