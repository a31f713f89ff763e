/** Health and metrics. */
@NullMarked
package org.yipiao.gateway.status;

import org.jspecify.annotations.NullMarked;
