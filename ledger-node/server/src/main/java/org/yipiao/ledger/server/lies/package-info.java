/** Who was caught lying, and what proves it. */
@org.jspecify.annotations.NullMarked
package org.yipiao.ledger.server.lies;
