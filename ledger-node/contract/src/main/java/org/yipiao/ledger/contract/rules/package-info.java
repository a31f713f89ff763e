/** The deterministic rules of every operation: pure functions on the state. */
@NullMarked
package org.yipiao.ledger.contract.rules;

import org.jspecify.annotations.NullMarked;
