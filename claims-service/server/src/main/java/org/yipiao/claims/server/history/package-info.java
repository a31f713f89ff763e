/** Every status of what a claim sends out, appended. */
@NullMarked
package org.yipiao.claims.server.history;

import org.jspecify.annotations.NullMarked;
