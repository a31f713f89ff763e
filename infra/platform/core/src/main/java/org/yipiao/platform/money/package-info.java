/** Amounts of money, held as whole fen. */
@NullMarked
package org.yipiao.platform.money;

import org.jspecify.annotations.NullMarked;
