@NullMarked
package org.yipiao.ledger.protocol;

import org.jspecify.annotations.NullMarked;
