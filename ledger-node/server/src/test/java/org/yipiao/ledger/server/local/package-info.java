/** All validators of a development consortium in one process, for tests. */
@NullMarked
package org.yipiao.ledger.server.local;

import org.jspecify.annotations.NullMarked;
