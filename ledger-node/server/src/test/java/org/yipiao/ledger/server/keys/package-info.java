@NullMarked
package org.yipiao.ledger.server.keys;

import org.jspecify.annotations.NullMarked;
