/** How many requests an address may make. */
@NullMarked
package org.yipiao.edge.limit;

import org.jspecify.annotations.NullMarked;
