/** Tests of what is kept of trust. */
@NullMarked
package org.yipiao.bff.invoice;

import org.jspecify.annotations.NullMarked;
