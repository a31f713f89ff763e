/** Redis, for services that share what they remember between their processes. */
@NullMarked
package org.yipiao.platform.redis;

import org.jspecify.annotations.NullMarked;
