/** Claims, their states and their rows. */
@NullMarked
package org.yipiao.claims.server.claim;

import org.jspecify.annotations.NullMarked;
