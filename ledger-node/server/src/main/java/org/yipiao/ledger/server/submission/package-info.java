/** Accepted transactions on their way into the order, kept through every crash. */
@NullMarked
package org.yipiao.ledger.server.submission;

import org.jspecify.annotations.NullMarked;
