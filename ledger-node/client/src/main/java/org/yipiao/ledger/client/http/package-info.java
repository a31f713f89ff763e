/** The JSON bodies of the node's HTTP interface. */
@NullMarked
package org.yipiao.ledger.client.http;

import org.jspecify.annotations.NullMarked;
