/** The keys of members that come, and those that are to follow the present ones. */
@NullMarked
package org.yipiao.ledger.server.keys;

import org.jspecify.annotations.NullMarked;
