/** The claims service. */
@NullMarked
package org.yipiao.claims.server;

import org.jspecify.annotations.NullMarked;
