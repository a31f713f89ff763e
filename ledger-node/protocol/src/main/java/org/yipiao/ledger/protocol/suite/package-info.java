/** Signature suites and key files. */
@NullMarked
package org.yipiao.ledger.protocol.suite;

import org.jspecify.annotations.NullMarked;
