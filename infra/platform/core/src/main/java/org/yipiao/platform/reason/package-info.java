/** Why something is refused: a code and its parameters, which become words only at the edge. */
@NullMarked
package org.yipiao.platform.reason;

import org.jspecify.annotations.NullMarked;
