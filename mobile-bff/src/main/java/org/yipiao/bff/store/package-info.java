/** What is kept in Redis, sealed, and for how long. */
@NullMarked
package org.yipiao.bff.store;

import org.jspecify.annotations.NullMarked;
