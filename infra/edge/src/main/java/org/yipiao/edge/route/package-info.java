/** The documented routes, and the way of a request through one of them. */
@NullMarked
package org.yipiao.edge.route;

import org.jspecify.annotations.NullMarked;
