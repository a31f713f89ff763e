/** Limits and defaults every HTTP service shares. */
@NullMarked
package org.yipiao.platform.http;

import org.jspecify.annotations.NullMarked;
