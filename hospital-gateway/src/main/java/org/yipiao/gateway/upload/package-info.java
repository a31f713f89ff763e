/** Signed batches on their way to the register. */
@NullMarked
package org.yipiao.gateway.upload;

import org.jspecify.annotations.NullMarked;
