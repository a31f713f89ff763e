/** A whole consortium in one process, for the tests of other modules. */
@NullMarked
package org.yipiao.ledger.testing;

import org.jspecify.annotations.NullMarked;
