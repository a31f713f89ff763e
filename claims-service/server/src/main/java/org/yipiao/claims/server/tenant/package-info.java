/** The payers served here, each with its own keys. */
@NullMarked
package org.yipiao.claims.server.tenant;

import org.jspecify.annotations.NullMarked;
