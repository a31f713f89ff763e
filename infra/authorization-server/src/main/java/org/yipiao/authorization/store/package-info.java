/** What the server remembers for a while: in Redis, or in this process. */
@NullMarked
package org.yipiao.authorization.store;

import org.jspecify.annotations.NullMarked;
