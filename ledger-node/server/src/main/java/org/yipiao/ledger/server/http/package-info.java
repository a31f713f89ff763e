/** The node's HTTP interface. */
@NullMarked
package org.yipiao.ledger.server.http;

import org.jspecify.annotations.NullMarked;
