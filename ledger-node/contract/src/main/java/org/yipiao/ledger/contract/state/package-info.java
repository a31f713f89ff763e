/** The ledger's rows: their keys, their exact bytes, and the port to where they are kept. */
@NullMarked
package org.yipiao.ledger.contract.state;

import org.jspecify.annotations.NullMarked;
