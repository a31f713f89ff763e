/** What payers' staff see and decide. */
@NullMarked
package org.yipiao.bff.payer;

import org.jspecify.annotations.NullMarked;
