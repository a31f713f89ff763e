/** Who was caught lying and what proves it, and who orders what was settled long before. */
@org.jspecify.annotations.NullMarked
package org.yipiao.ledger.server.lies;
