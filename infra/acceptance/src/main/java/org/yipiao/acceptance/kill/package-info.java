/** Kills parts of a running platform while load runs, and judges from outside what is left. */
@NullMarked
package org.yipiao.acceptance.kill;

import org.jspecify.annotations.NullMarked;
