/** The same request twice has one effect and one answer. */
@NullMarked
package org.yipiao.platform.idempotency;

import org.jspecify.annotations.NullMarked;
