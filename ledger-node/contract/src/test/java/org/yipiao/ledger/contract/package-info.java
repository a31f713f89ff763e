@NullMarked
package org.yipiao.ledger.contract;

import org.jspecify.annotations.NullMarked;
