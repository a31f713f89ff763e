/** Final blocks for the organisation's own services, in order and at least once. */
@NullMarked
package org.yipiao.ledger.server.publishing;

import org.jspecify.annotations.NullMarked;
