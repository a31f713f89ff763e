/** What a node keeps and what nodes send each other, byte by byte. */
@NullMarked
package org.yipiao.ledger.server.formats;

import org.jspecify.annotations.NullMarked;
