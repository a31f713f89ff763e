/**
 * A consortium for one machine: genesis, keys and certificates of made-up members, for development,
 * tests and the demo.
 */
@NullMarked
package org.yipiao.ledger.server.development;

import org.jspecify.annotations.NullMarked;
