/**
 * Epochs: who validates from which size on, and what proves one to whoever knows the one before.
 */
@NullMarked
package org.yipiao.ledger.protocol.epoch;

import org.jspecify.annotations.NullMarked;
