/** Where random tests begin to draw, so that a run that failed can be repeated. */
@NullMarked
package org.yipiao.platform.seeds;

import org.jspecify.annotations.NullMarked;
