/** Exchanges with the servers behind the door. */
@NullMarked
package org.yipiao.edge.upstream;

import org.jspecify.annotations.NullMarked;
