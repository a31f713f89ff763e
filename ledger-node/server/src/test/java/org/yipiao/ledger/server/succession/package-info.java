@NullMarked
package org.yipiao.ledger.server.succession;

import org.jspecify.annotations.NullMarked;
