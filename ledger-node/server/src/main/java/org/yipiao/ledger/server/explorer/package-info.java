/**
 * The ledger explorer: a page that shows what this node knows, and whose browser verifies it. What
 * names nobody and no amount is for everyone; leaves and amounts are for members.
 */
@NullMarked
package org.yipiao.ledger.server.explorer;

import org.jspecify.annotations.NullMarked;
