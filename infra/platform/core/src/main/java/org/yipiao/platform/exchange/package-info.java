/** HTTP exchanges that end, whatever the other side does. */
@NullMarked
package org.yipiao.platform.exchange;

import org.jspecify.annotations.NullMarked;
