/** Which module may know which: one rule, used by the architecture test of every module. */
@NullMarked
package org.yipiao.platform.architecture;

import org.jspecify.annotations.NullMarked;
