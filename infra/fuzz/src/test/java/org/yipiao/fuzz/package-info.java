/** Hostile bytes for every decoder that reads what comes from outside. */
@NullMarked
package org.yipiao.fuzz;

import org.jspecify.annotations.NullMarked;
