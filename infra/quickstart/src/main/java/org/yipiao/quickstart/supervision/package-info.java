/** Parts that are started in order, watched, and started again when they end. */
@NullMarked
package org.yipiao.quickstart.supervision;

import org.jspecify.annotations.NullMarked;
