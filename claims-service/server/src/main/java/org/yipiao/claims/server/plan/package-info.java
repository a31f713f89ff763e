/** Stored plan versions. */
@NullMarked
package org.yipiao.claims.server.plan;

import org.jspecify.annotations.NullMarked;
