/** What a node publishes about final blocks. */
@NullMarked
package org.yipiao.ledger.protocol.event;

import org.jspecify.annotations.NullMarked;
