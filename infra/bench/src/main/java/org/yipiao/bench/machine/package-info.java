/** The machine that is measured on, and what processes use of it. */
@NullMarked
package org.yipiao.bench.machine;

import org.jspecify.annotations.NullMarked;
