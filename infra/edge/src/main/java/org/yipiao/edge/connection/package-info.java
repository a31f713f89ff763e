/** Connections from outside, before and while requests are on them. */
@NullMarked
package org.yipiao.edge.connection;

import org.jspecify.annotations.NullMarked;
